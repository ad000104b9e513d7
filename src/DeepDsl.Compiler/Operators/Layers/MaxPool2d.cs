using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>The maximum over windows; the gradient goes to the position that won.</summary>
internal sealed class MaxPool2d(MaxPool2dAttribute args, Shape x) : Operator<MaxPool2dAttribute>, ITransparent
{
    private readonly Window _window = new(args.KernelSize, args.Stride, args.Padding, ceil: args.CeilMode);

    public override Misfit? Misfit => _window.Misfit(x, mayPadWhole: false);

    public override Shape Output => _window.Slide(x);

    public override long Flops => Output.Elements * _window.Kernel.Height * _window.Kernel.Width;

    public override LayoutNeed Layout => LayoutNeed.ChannelsLast;

    public override SignalRule Signal(SignalCall y) => new Maximum(_window.Over);

    public override string Portable(PortableCall y) =>
        $"Portable.MaxPool2d({y.X}, {Text.Of(_window.Kernel)}, {Text.Of(_window.Stride)}, {Text.Of(_window.Padding)}, ceilMode: {Text.Of(args.CeilMode)})";

    public override void Forward(ForwardCall y) => y.Step(
        $"MaxPoolKernel.Forward({y.X}, {y.Result}, {y.Keep("Winners", Output, Element.Index)}, {Text.Of(_window.Kernel)}, {Text.Of(_window.Stride)}, {Text.Of(_window.Padding)})");

    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"MaxPoolKernel.Backward({y.Grad}, {y.Kept("Winners")}, {y.GradOf(0)})");
    }
}
