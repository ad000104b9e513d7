using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>log(1 + e^(β·x))/β.</summary>
internal sealed class Softplus(SoftplusAttribute args, Shape x) : Activation<SoftplusAttribute>(x)
{
    public override string Function => $"new SoftplusFunction({Text.Of(args.Beta)})";

    public override Misfit? Misfit => args.Beta is > 0 and < double.PositiveInfinity
        ? null
        : new ShapeMismatch($"needs a finite Beta greater than 0, but gets {Text.Of(args.Beta)}") { Argument = nameof(args.Beta), Suggestion = "1" };

    public override (Initializer Initializer, double Gain) Matching => (Initializer.KaimingNormal, Math.Sqrt(2));

    public override Curve Curve => new(Function, z => Of(args.Beta * z) / args.Beta, z => Sigmoid.Of(args.Beta * z));

    public override (double Low, double High) Range => (0, double.PositiveInfinity);

    public override string Portable(PortableCall y) => $"Portable.Softplus({y.X}, {Text.Of(args.Beta)})";

    // log(1 + eᶻ) without overflow; the small exponential is exact enough where 1 swallows it.
    private static double Of(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
}
