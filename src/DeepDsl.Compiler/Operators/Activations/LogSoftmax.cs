using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>x − log Σeˣ along one dimension.</summary>
internal sealed class LogSoftmax(LogSoftmaxAttribute args, Shape x) : Operator<LogSoftmaxAttribute>, ILogShares
{
    public override Misfit? Misfit => x.IndexOf(args.Dim) is null
        ? new ShapeMismatch($"acts along dimension {args.Dim}, but its input {x} has {Sizes.Dimensions(x)} after the batch") { Argument = "0", Suggestion = x.Rank == 0 ? null : "-1" }
        : null;

    public override Shape Output => x;

    public override long Flops => 3 * x.Elements;

    public override SignalRule Signal(SignalCall y) => new LogDistributing();

    public override string Portable(PortableCall y) => $"functional.log_softmax({y.X}, {Text.Of(args.Dim)})";

    public override void Forward(ForwardCall y) => y.Step($"LogSoftmaxKernel.Forward({y.X}, {y.Result}, axis: {Text.Of(y.AxisOf(args.Dim))})", inPlace: true);

    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"LogSoftmaxKernel.Backward({y.Grad}, {y.Y}, {y.GradOf(0)}, axis: {Text.Of(y.AxisOf(args.Dim))})", inPlace: true);
    }
}
