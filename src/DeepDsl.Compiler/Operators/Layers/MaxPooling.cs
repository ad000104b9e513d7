using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>The maximum over windows; the gradient goes to the position that won.</summary>
internal abstract class MaxPooling<TAttribute>(Window window, bool ceilMode, Shape x) : Operator<TAttribute>, ITransparent, IMaximum, IPooling
    where TAttribute : OperatorAttribute
{
    public override Misfit? Misfit => window.Misfit(x, mayPadWhole: false);

    public override Shape Output => window.Slide(x);

    public string Window => $"{Text.Of(window.Kernel)}, {Text.Of(window.Stride)}, {Text.Of(window.Padding)}";

    public override long Flops => Output.Elements * window.Taps;

    public override SignalRule Signal(SignalCall y) => new Maximum(window.Over);

    public override string Portable(PortableCall y) =>
        $"Portable.{GetType().Name}({y.X}, {Window}, ceilMode: {Text.Of(ceilMode)})";

    public override void Forward(ForwardCall y) => y.Step(
        $"MaxPoolKernel.Forward({y.X}, {y.Result}, {(y.IsInference ? null : y.Keep("Winners", Output, Element.Index))}, {Window})");

    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"MaxPoolKernel.Backward({y.Grad}, {y.Kept("Winners")}, {y.GradOf(0)}, {Window})");
    }
}
