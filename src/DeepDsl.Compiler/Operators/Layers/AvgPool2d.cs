using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>The mean over windows.</summary>
internal sealed class AvgPool2d(AvgPool2dAttribute args, Shape x) : Operator<AvgPool2dAttribute>, ITransparent
{
    private readonly Window _window = new(args.KernelSize, args.Stride, args.Padding, ceil: args.CeilMode);

    public override Misfit? Misfit => _window.Misfit(x, mayPadWhole: false);

    public override Shape Output => _window.Slide(x);

    public override long Flops => Output.Elements * _window.Kernel.Height * _window.Kernel.Width;

    public override LayoutNeed Layout => LayoutNeed.ChannelsLast;

    private string Geometry => $"{Text.Of(_window.Kernel)}, {Text.Of(_window.Stride)}, {Text.Of(_window.Padding)}, countIncludePad: {Text.Of(args.CountIncludePad)}";

    public override SignalRule Signal(SignalCall y) => new Averaging(_window.Over);

    public override string Portable(PortableCall y) => $"Portable.AvgPool2d({y.X}, {Geometry}, ceilMode: {Text.Of(args.CeilMode)})";

    public override void Forward(ForwardCall y) => y.Step($"AvgPoolKernel.Forward({y.X}, {y.Result}, {Geometry})");

    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"AvgPoolKernel.Backward({y.Grad}, {y.GradOf(0)}, {Geometry})");
    }
}
