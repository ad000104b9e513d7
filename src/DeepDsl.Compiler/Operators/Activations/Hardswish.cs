using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>x·min(max(x + 3, 0), 6)/6.</summary>
internal sealed class Hardswish(Shape x) : Activation<HardswishAttribute>(x)
{
    protected override string Function => "new HardswishFunction()";

    public override (Initializer Initializer, double Gain) Matching => (Initializer.KaimingNormal, Math.Sqrt(2));

    public override (double Low, double High) Range => (-0.375, double.PositiveInfinity);

    public override bool CanDie => true;

    public override string Portable(PortableCall y) => $"functional.hardswish({y.X})";
}
