using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Makes maps larger.</summary>
internal sealed class Upsample(UpsampleAttribute args, Shape x) : Operator<UpsampleAttribute>, ITransparent, ILinear
{
    private (int Height, int Width) Factor => Sizes.Two(args.ScaleFactor);

    private bool IsBilinear => args.Mode == UpsampleMode.Bilinear;

    public override Misfit? Misfit =>
        Rank.OfImage(x) is { } misfit ? misfit
        : !Sizes.IsOneOrTwo(args.ScaleFactor, 1) ? new ShapeMismatch($"needs one or two factors, each at least 1, but ScaleFactor is {Sizes.Shown(args.ScaleFactor)}") { Argument = "0" }
        : args.AlignCorners && !IsBilinear ? new ShapeMismatch("aligns corners in bilinear mode only") { Argument = nameof(args.AlignCorners), Suggestion = "false" }
        : null;

    public override Shape Output => Shape.Of(x.Channels, x.Height * Factor.Height, x.Width * Factor.Width);

    public override long Flops => (IsBilinear ? 8 : 0) * Output.Elements;

    public override LayoutNeed Layout => LayoutNeed.ChannelsLast;

    private string Geometry => $"bilinear: {Text.Of(IsBilinear)}, alignCorners: {Text.Of(args.AlignCorners)}";

    public override SignalRule Signal(SignalCall y) => new Repeating(blends: IsBilinear);

    public override string Portable(PortableCall y) => $"Portable.Upsample({y.X}, ({Output.Height}, {Output.Width}), {Geometry})";

    public override void Forward(ForwardCall y) => y.Step($"UpsampleKernel.Forward({y.X}, {y.Result}, {Geometry})");

    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"UpsampleKernel.Backward({y.Grad}, {y.GradOf(0)}, {Geometry})");
    }
}
