using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>x for x &gt; 0, α·(eˣ − 1) otherwise.</summary>
internal sealed class ELU(ELUAttribute args, Shape x) : Activation<ELUAttribute>(x)
{
    public override string Function => $"new ELUFunction({Text.Of(args.Alpha)})";

    // The sign of the result tells that of the input only where α is not negative.
    public override bool DerivesFromResult => true;

    public override Misfit? Misfit => args.Alpha is >= 0 and < double.PositiveInfinity ? null : new ShapeMismatch($"needs a finite alpha of at least 0, but gets {Text.Of(args.Alpha)}") { Argument = "0", Suggestion = "1" };

    public override (Initializer Initializer, double Gain) Matching => (Initializer.KaimingNormal, Math.Sqrt(2));

    public override Curve Curve => new(Function, z => z > 0 ? z : args.Alpha * (Math.Exp(z) - 1), z => z > 0 ? 1 : args.Alpha * Math.Exp(z), 0);

    public override (double Low, double High) Range => (-args.Alpha, double.PositiveInfinity);

    public override string Portable(PortableCall y) => $"functional.elu({y.X}, {Text.Of(args.Alpha)})";
}
