using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Numerics;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>x·Φ(x).</summary>
internal sealed class GELU(GELUAttribute args, Shape x) : Activation<GELUAttribute>(x)
{
    private static readonly Curve Exact = new("gelu", z => z * Gaussian.Cumulative(z), z => Gaussian.Cumulative(z) + z * Gaussian.Density(z));

    private bool IsExact => args.Approximate == GELUApproximation.None;

    public override string Function => IsExact ? "new GELUFunction()" : "new TanhGELUFunction()";

    public override (Initializer Initializer, double Gain) Matching => (Initializer.KaimingNormal, Math.Sqrt(2));

    // The two differ by less than a thousandth.
    public override Curve Curve => Exact;

    public override (double Low, double High) Range => (-0.17, double.PositiveInfinity);

    public override string Portable(PortableCall y) => IsExact ? $"functional.gelu({y.X})" : $"Portable.TanhGelu({y.X})";
}
