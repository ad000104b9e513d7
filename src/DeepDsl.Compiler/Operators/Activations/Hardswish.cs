using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>x·min(max(x + 3, 0), 6)/6.</summary>
internal sealed class Hardswish(Shape x) : Activation<HardswishAttribute>(x)
{
    public override string Function => "new HardswishFunction()";

    public override (Initializer Initializer, double Gain) Matching => (Initializer.KaimingNormal, Math.Sqrt(2));

    public override Curve Curve => new(Function, z => z <= -3 ? 0 : z >= 3 ? z : z * (z + 3) / 6, z => z <= -3 ? 0 : z >= 3 ? 1 : (2 * z + 3) / 6, -3, 3);

    public override (double Low, double High) Range => (-0.375, double.PositiveInfinity);

    public override string Portable(PortableCall y) => $"functional.hardswish({y.X})";
}
