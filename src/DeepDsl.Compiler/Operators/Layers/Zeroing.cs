using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Zeroes at random while training, and scales what stays.</summary>
/// <param name="p">The probability, as written.</param>
/// <param name="x">The shape of the input.</param>
/// <param name="kernel">The kernel of both passes.</param>
internal abstract class Zeroing<TAttribute>(object p, Shape x, string kernel) : RandomDropping<TAttribute>(p, x, kernel, kernel)
    where TAttribute : OperatorAttribute
{
    public override bool KeepsVariance => false;

    public override SignalRule Signal(SignalCall y) => new Thinning(Probability);
}
