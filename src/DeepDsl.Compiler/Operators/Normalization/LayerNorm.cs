using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Normalization;

/// <summary>Normalizes every sample over its last dimensions.</summary>
internal sealed class LayerNorm(LayerNormAttribute args, Shape x) : Operator<LayerNormAttribute>, ITransparent, INormalization
{
    private Shape Normalized => Shape.Of(x.Dims.Skip(x.Rank - args.Dims));

    private Shape Rows => Shape.Of(x.Dims.Take(x.Rank - args.Dims));

    public long Population => Normalized.Elements;

    public bool SpansBatch => false;

    public int? CenteredDimension => null;

    private Parameter Weight => new("weight", Normalized, Init.Ones, IsNormOrBias: true);

    private Parameter Bias => new("bias", Normalized, Init.Zeros, IsNormOrBias: true);

    private bool HasBias => args.ElementwiseAffine && args.Bias;

    public override string Kind => "Norm";

    public override Misfit? Misfit => args.Dims >= 1 && args.Dims <= x.Rank
        ? null
        : new ShapeMismatch($"normalizes the last {args.Dims} dimensions, but its input {x} has {x.Rank}") { Argument = nameof(args.Dims), Suggestion = x.Rank == 0 ? null : args.Dims < 1 ? "1" : $"{x.Rank}" };

    public override Shape Output => x;

    public override IEnumerable<Parameter> Parameters => args.ElementwiseAffine ? args.Bias ? [Weight, Bias] : [Weight] : [];

    public override long Flops => 8 * x.Elements;

    public override LayoutNeed Layout => LayoutNeed.Plain;

    // Over all dimensions of a map it is a group of all channels, over all but the channels one of each.
    public override SignalRule Signal(SignalCall y) => args.Dims == 1
        ? new FeatureNormalization(keepsMean: false, args.Eps, args.ElementwiseAffine ? y[Weight] : null)
        : new GroupedNormalization(args.Dims == x.Rank ? 1 : x.Channels, args.Eps, args.ElementwiseAffine ? y[Weight] : null);

    public override string Portable(PortableCall y) =>
        $"functional.layer_norm({y.X}, new long[] {{ {string.Join(", ", Normalized.Dims)} }}, {(args.ElementwiseAffine ? y[Weight] : "null")}, {(HasBias ? y[Bias] : "null")}, {Text.Of(args.Eps)})";

    public override void Forward(ForwardCall y) => y.Step(
        $"LayerNormKernel.Forward({y.X}, {(args.ElementwiseAffine ? y[Weight] : null)}, {(HasBias ? y[Bias] : null)}, {y.Result}, {y.Keep("Mean", Rows)}, {y.Keep("InvStd", Rows)}, {Text.Of(args.Eps)})");

    public override void Backward(BackwardCall y) => y.Step(
        $"LayerNormKernel.Backward({y.Grad}, {y.X}, {(args.ElementwiseAffine ? y[Weight] : null)}, {y.Kept("Mean")}, {y.Kept("InvStd")}, {(y.Wants(0) ? y.GradOf(0) : null)}, {(args.ElementwiseAffine ? y.GradOf(Weight) : null)}, {(HasBias ? y.GradOf(Bias) : null)})", inPlace: true);
}
