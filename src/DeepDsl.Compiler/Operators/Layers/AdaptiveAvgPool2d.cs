using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>The mean over windows chosen so that the output has a given size.</summary>
internal sealed class AdaptiveAvgPool2d(AdaptiveAvgPool2dAttribute args, Shape x) : Operator<AdaptiveAvgPool2dAttribute>, ITransparent, ILinear
{
    private (int Height, int Width) Size => Sizes.Two(args.OutputSize);

    public override Misfit? Misfit =>
        Rank.OfImage(x) is { } misfit ? misfit
        : !Sizes.IsOneOrTwo(args.OutputSize, 1) ? new ShapeMismatch($"needs an output of one or two sizes, each at least 1, but gets {Sizes.Shown(args.OutputSize)}") { Argument = "0" }
        : null;

    public override Shape Output => Shape.Of(x.Channels, Size.Height, Size.Width);

    public override long Flops => x.Elements;

    public override LayoutNeed Layout => LayoutNeed.ChannelsLast;

    // A map that grows repeats its positions.
    public override SignalRule Signal(SignalCall y) => Output.Height > x.Height || Output.Width > x.Width ? new Repeating() : new Averaging(Windows);

    public override string Portable(PortableCall y) => $"functional.adaptive_avg_pool2d({y.X}, new long[] {{ {Size.Height}, {Size.Width} }})";

    public override void Forward(ForwardCall y) => y.Step($"AdaptiveAvgPoolKernel.Forward({y.X}, {y.Result})");

    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"AdaptiveAvgPoolKernel.Backward({y.Grad}, {y.GradOf(0)})");
    }

    private static Plane Windows(Field from, Field to) => new(Parts(from.Height, to.Height), Parts(from.Width, to.Width));

    private static Axis Parts(int from, int to) => new(from, to, (from + to - 1) / to, from / to, 0);
}
