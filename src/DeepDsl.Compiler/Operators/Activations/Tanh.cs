using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>The hyperbolic tangent.</summary>
internal sealed class Tanh(Shape x) : Activation<TanhAttribute>(x)
{
    protected override string Function => "new TanhFunction()";

    protected override bool DerivesFromResult => true;

    public override (Initializer Initializer, double Gain) Matching => (Initializer.XavierUniform, 1);

    public override (double Low, double High) Range => (-1, 1);

    public override string Portable(PortableCall y) => $"functional.tanh({y.X})";
}
