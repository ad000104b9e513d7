using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>eˣ.</summary>
internal sealed class Exp(Shape x) : Pointwise<ExpAttribute>(x), IPointwise
{
    public override string Function => "new ExpFunction()";

    public override bool DerivesFromResult => true;

    public Curve Curve => new(Function, Math.Exp, Math.Exp);

    public override SignalRule Signal(SignalCall y) => new PointwiseMap(Curve);

    public override string Portable(PortableCall y) => $"{y.X}.exp()";
}
