using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>A pointwise nonlinearity, which says how the weights before it start.</summary>
internal abstract class Activation<TAttribute>(Shape x) : Pointwise<TAttribute>(x), IActivation
    where TAttribute : OperatorAttribute
{
    public abstract (Initializer Initializer, double Gain) Matching { get; }

    public virtual (double Low, double High) Range => (double.NegativeInfinity, double.PositiveInfinity);

    public virtual bool CanDie => false;
}
