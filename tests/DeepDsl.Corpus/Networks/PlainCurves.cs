using System.Globalization;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal.Curves;

namespace DeepDsl.Corpus.Networks;

/// <summary>The activations of plain graphs: those of the language, and some that it does not have.</summary>
internal static class PlainCurves
{
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;

    public static Curve Named(string name) => name switch
    {
        "relu" => Of(new ReLUAttribute()),
        "relu6" => Of(new ReLU6Attribute()),
        "leaky" => Of(new LeakyReLUAttribute(0.01)),
        "prelu" => Of(new LeakyReLUAttribute(0.25)),
        "elu" => Of(new ELUAttribute()),
        "gelu" => Of(new GELUAttribute()),
        "silu" => Of(new SiLUAttribute()),
        "tanh" => Of(new TanhAttribute()),
        "sigmoid" => Of(new SigmoidAttribute()),
        "softplus" => Of(new SoftplusAttribute()),
        "hardswish" => Of(new HardswishAttribute()),
        "selu" => new(name, z => SeluScale * (z > 0 ? z : SeluAlpha * (Math.Exp(z) - 1)), z => SeluScale * (z > 0 ? 1 : SeluAlpha * Math.Exp(z)), 0),
        "mish" => new(name, z => z * Math.Tanh(Softplus(z)), MishSlope),
        "identity" => Straight.Line,
        _ when name.StartsWith("sin", StringComparison.Ordinal) && double.TryParse(name.AsSpan(3), CultureInfo.InvariantCulture, out var frequency) => Of(new SineAttribute(frequency)),
        _ => throw new NotSupportedException($"The activation '{name}' is not known."),
    };

    private static Curve Of(OperatorAttribute attribute) => ((IPointwise)Catalog.CreateOperator(attribute, [Shape.Of(1)])).Curve;

    private static double Softplus(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));

    private static double MishSlope(double z)
    {
        var t = Math.Tanh(Softplus(z));
        return t + z / (1 + Math.Exp(-z)) * (1 - t * t);
    }
}
