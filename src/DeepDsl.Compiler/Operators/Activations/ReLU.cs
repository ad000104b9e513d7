using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>max(0, x).</summary>
internal sealed class ReLU(Shape x) : Activation<ReLUAttribute>(x)
{
    public override string Function => "new ReLUFunction()";

    public override bool DerivesFromResult => true;

    public override (Initializer Initializer, double Gain) Matching => (Initializer.KaimingNormal, Math.Sqrt(2));

    public override Curve Curve => new Rectifier(0);

    public override (double Low, double High) Range => (0, double.PositiveInfinity);

    public override string Portable(PortableCall y) => $"functional.relu({y.X})";
}
