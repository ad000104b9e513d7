using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>A pointwise nonlinearity, which says how the weights before it start.</summary>
internal abstract class Activation<TAttribute>(Shape x) : Pointwise<TAttribute>(x), IActivation, IPointwise
    where TAttribute : OperatorAttribute
{
    public abstract (Initializer Initializer, double Gain) Matching { get; }

    public abstract Curve Curve { get; }

    public override SignalRule Signal(SignalCall y) => new PointwiseMap(Curve);

    public virtual (double Low, double High) Range => (double.NegativeInfinity, double.PositiveInfinity);

    public bool CanDie => Curve.CanDie;
}
