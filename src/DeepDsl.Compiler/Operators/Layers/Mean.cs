using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>The mean over dimensions.</summary>
internal sealed class Mean(MeanAttribute args, Shape x) : Operator<MeanAttribute>, ITransparent, ILinear
{
    private int?[] Indices => [.. args.Dims.Select(x.IndexOf)];

    public override Misfit? Misfit
    {
        get
        {
            if (args.Dims.Length == 0)
                return new ShapeMismatch("needs a dimension to take the mean over, such as Mean(1)");
            var missing = Array.FindIndex(Indices, index => index is null);
            if (missing >= 0)
                return new ShapeMismatch($"takes the mean over dimension {args.Dims[missing]}, but its input {x} has {Sizes.Dimensions(x)} after the batch") { Argument = $"{missing}" };
            return Indices.Distinct().Count() == Indices.Length ? null : new ShapeMismatch($"takes the mean over a dimension twice: ({string.Join(", ", args.Dims)})");
        }
    }

    public override Shape Output => Shape.Of(x.Dims.Where((_, index) => !Indices.Contains(index)));

    public override long Flops => x.Elements;

    private string Dims => $"[{string.Join(", ", Indices.Select(index => index + 1))}]";

    public override SignalRule Signal(SignalCall y) => Indices.Length == x.Rank - 1 && !Indices.Contains(y.ChannelAxis)
        ? new Averaging(Averaging.Global) { ResultAxis = 0 }
        : new UnknownRule("a mean over some positions or over channels");

    public override string Portable(PortableCall y) => $"{y.X}.mean({Dims})";

    public override void Forward(ForwardCall y) => y.Step($"MeanKernel.Forward({y.X}, {y.Result}, {Dims})");

    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"MeanKernel.Backward({y.Grad}, {y.GradOf(0)}, {Dims})");
    }
}
