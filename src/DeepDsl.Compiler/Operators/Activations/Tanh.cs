using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>The hyperbolic tangent.</summary>
internal sealed class Tanh(Shape x) : Activation<TanhAttribute>(x)
{
    public override string Function => "new TanhFunction()";

    public override bool DerivesFromResult => true;

    public override (Initializer Initializer, double Gain) Matching => (Initializer.XavierUniform, 1);

    /// <summary>The function, which recurrent layers know as well.</summary>
    internal static Curve Hyperbolic { get; } = new("tanh", Math.Tanh, z => 1 - Math.Tanh(z) * Math.Tanh(z));

    public override Curve Curve => Hyperbolic;

    public override (double Low, double High) Range => (-1, 1);

    public override string Portable(PortableCall y) => $"functional.tanh({y.X})";
}
