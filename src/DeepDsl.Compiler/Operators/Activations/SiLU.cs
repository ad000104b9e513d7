using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>x·σ(x).</summary>
internal sealed class SiLU(Shape x) : Activation<SiLUAttribute>(x)
{
    public override string Function => "new SiLUFunction()";

    public override (Initializer Initializer, double Gain) Matching => (Initializer.KaimingNormal, Math.Sqrt(2));

    public override Curve Curve => new(Function, z => z * Sigmoid.Of(z), z => Sigmoid.Of(z) * (1 + z * (1 - Sigmoid.Of(z))));

    public override (double Low, double High) Range => (-0.28, double.PositiveInfinity);

    public override string Portable(PortableCall y) => $"functional.silu({y.X})";
}
