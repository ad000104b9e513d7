using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Normalization;

/// <summary>Divides every sample by the root of the mean square over its last dimensions.</summary>
internal sealed class RMSNorm(RMSNormAttribute args, Shape x) : Operator<RMSNormAttribute>, ITransparent, INormalization
{
    private Shape Normalized => Shape.Of(x.Dims.Skip(x.Rank - args.Dims));

    private Shape Rows => Shape.Of(x.Dims.Take(x.Rank - args.Dims));

    public long Population => Normalized.Elements;

    public bool SpansBatch => false;

    public int? CenteredDimension => null;

    private Parameter Weight => new("weight", Normalized, Init.Ones, IsNormOrBias: true);

    public override string Kind => "Norm";

    public override Misfit? Misfit => args.Dims >= 1 && args.Dims <= x.Rank
        ? null
        : new ShapeMismatch($"normalizes the last {args.Dims} dimensions, but its input {x} has {x.Rank}") { Argument = nameof(args.Dims), Suggestion = x.Rank == 0 ? null : args.Dims < 1 ? "1" : $"{x.Rank}" };

    public override Shape Output => x;

    public override IEnumerable<Parameter> Parameters => args.ElementwiseAffine ? [Weight] : [];

    public override long Flops => 4 * x.Elements;

    public override LayoutNeed Layout => LayoutNeed.Plain;

    // The machine epsilon of a single.
    private double Eps => double.IsNaN(args.Eps) ? Math.Pow(2, -23) : args.Eps;

    public override SignalRule Signal(SignalCall y) => new FeatureNormalization(keepsMean: true, Eps, args.ElementwiseAffine ? y[Weight] : null);

    public override string Portable(PortableCall y) => $"Portable.RMSNorm({y.X}, {args.Dims}, {(args.ElementwiseAffine ? y[Weight] : "null")}, {Text.Of(args.Eps)})";

    public override void Forward(ForwardCall y) => y.Step(
        $"RMSNormKernel.Forward({y.X}, {(args.ElementwiseAffine ? y[Weight] : null)}, {y.Result}, {y.Keep("InvRms", Rows)}, {Text.Of(args.Eps)})");

    public override void Backward(BackwardCall y) => y.Step(
        $"RMSNormKernel.Backward({y.Grad}, {y.X}, {(args.ElementwiseAffine ? y[Weight] : null)}, {y.Kept("InvRms")}, {(y.Wants(0) ? y.GradOf(0) : null)}, {(args.ElementwiseAffine ? y.GradOf(Weight) : null)})", inPlace: true);
}
