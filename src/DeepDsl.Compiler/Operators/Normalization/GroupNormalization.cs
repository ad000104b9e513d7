using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Normalization;

/// <summary>Normalizes every sample over groups of channels and all positions.</summary>
internal abstract class GroupNormalization<TAttribute>(Shape x, int groups, double eps, bool affine) : Operator<TAttribute>, ITransparent, INormalization
    where TAttribute : OperatorAttribute
{
    public long Population => x.Elements / groups;

    public bool SpansBatch => false;

    public int? CenteredDimension => groups == x.Channels ? 0 : null;

    private Parameter Weight => new("weight", Shape.Of(x.Channels), Init.Ones, IsNormOrBias: true);

    private Parameter Bias => new("bias", Shape.Of(x.Channels), Init.Zeros, IsNormOrBias: true);

    public override string Kind => "Norm";

    public override Shape Output => x;

    public override IEnumerable<Parameter> Parameters => affine ? [Weight, Bias] : [];

    public override long Flops => 8 * x.Elements;

    public override LayoutNeed Layout => LayoutNeed.ChannelsLast;

    public override SignalRule Signal(SignalCall y) => new GroupedNormalization(groups, eps, affine ? y[Weight] : null);

    public override string Portable(PortableCall y) =>
        $"functional.group_norm({y.X}, {groups}, {(affine ? y[Weight] : "null")}, {(affine ? y[Bias] : "null")}, {Text.Of(eps)})";

    public override void Forward(ForwardCall y) => y.Step(
        $"GroupNormKernel.Forward({y.X}, {(affine ? y[Weight] : null)}, {(affine ? y[Bias] : null)}, {y.Result}, {y.Keep("Mean", Shape.Of(groups))}, {y.Keep("InvStd", Shape.Of(groups))}, {Text.Of(eps)})");

    public override void Backward(BackwardCall y) => y.Step(
        $"GroupNormKernel.Backward({y.Grad}, {y.X}, {(affine ? y[Weight] : null)}, {y.Kept("Mean")}, {y.Kept("InvStd")}, {(y.Wants(0) ? y.GradOf(0) : null)}, {(affine ? y.GradOf(Weight) : null)}, {(affine ? y.GradOf(Bias) : null)})", inPlace: true);
}
