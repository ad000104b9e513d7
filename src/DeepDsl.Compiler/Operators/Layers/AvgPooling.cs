using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>The mean over windows.</summary>
internal abstract class AvgPooling<TAttribute>(Window window, bool ceilMode, bool countIncludePad, Shape x) : Operator<TAttribute>, ITransparent, ILinear
    where TAttribute : OperatorAttribute
{
    public override Misfit? Misfit => window.Misfit(x, mayPadWhole: false);

    public override Shape Output => window.Slide(x);

    public override long Flops => Output.Elements * window.Taps;

    private string Geometry => $"{Text.Of(window.Kernel)}, {Text.Of(window.Stride)}, {Text.Of(window.Padding)}, countIncludePad: {Text.Of(countIncludePad)}";

    public override SignalRule Signal(SignalCall y) => new Averaging(window.Over);

    public override string Portable(PortableCall y) => $"Portable.{GetType().Name}({y.X}, {Geometry}, ceilMode: {Text.Of(ceilMode)})";

    public override void Forward(ForwardCall y) => y.Step($"AvgPoolKernel.Forward({y.X}, {y.Result}, {Geometry})");

    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"AvgPoolKernel.Backward({y.Grad}, {y.GradOf(0)}, {Geometry})");
    }
}
