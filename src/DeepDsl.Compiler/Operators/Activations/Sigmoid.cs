using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>1/(1+e⁻ˣ).</summary>
internal sealed class Sigmoid(Shape x) : Activation<SigmoidAttribute>(x)
{
    public override string Function => "new SigmoidFunction()";

    public override bool DerivesFromResult => true;

    public override (Initializer Initializer, double Gain) Matching => (Initializer.XavierUniform, 1);

    /// <summary>The logistic function, which losses on probabilities know as well.</summary>
    internal static Curve Logistic { get; } = new("sigmoid", Of, z => Of(z) * (1 - Of(z)));

    public override Curve Curve => Logistic;

    public override (double Low, double High) Range => (0, 1);

    public override string Portable(PortableCall y) => $"functional.sigmoid({y.X})";

    /// <summary>1/(1+e⁻ᶻ) without overflow.</summary>
    internal static double Of(double z) => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));
}
