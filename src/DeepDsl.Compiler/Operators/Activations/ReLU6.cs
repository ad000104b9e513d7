using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>min(max(0, x), 6).</summary>
internal sealed class ReLU6(Shape x) : Activation<ReLU6Attribute>(x)
{
    public override string Function => "new ReLU6Function()";

    public override bool DerivesFromResult => true;

    public override (Initializer Initializer, double Gain) Matching => (Initializer.KaimingNormal, Math.Sqrt(2));

    public override Curve Curve => new(Function, z => Math.Min(Math.Max(z, 0), 6), z => z is > 0 and < 6 ? 1 : 0, 0, 6) { CanDie = true };

    public override (double Low, double High) Range => (0, 6);

    public override string Portable(PortableCall y) => $"functional.relu6({y.X})";
}
