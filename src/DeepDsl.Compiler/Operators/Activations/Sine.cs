using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>sin(ω·x).</summary>
internal sealed class Sine(SineAttribute args, Shape x) : Activation<SineAttribute>(x)
{
    public override string Function => $"new SineFunction({Text.Of(args.Omega)})";

    public override Misfit? Misfit => args.Omega is > 0 and < double.PositiveInfinity ? null : new ShapeMismatch($"needs a finite frequency greater than 0, but gets {Text.Of(args.Omega)}") { Argument = "0", Suggestion = "30" };

    // U(±√(6/fan)/ω) (Sitzmann et al., 2020).
    public override (Initializer Initializer, double Gain) Matching => (Initializer.KaimingUniform, Math.Sqrt(2) / args.Omega);

    public override Curve Curve => new Sinusoid(args.Omega);

    public override (double Low, double High) Range => (-1, 1);

    public override string Portable(PortableCall y) => $"({y.X} * {Text.Of(args.Omega)}).sin()";
}
