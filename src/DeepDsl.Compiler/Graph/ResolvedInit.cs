using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Numerics;

namespace DeepDsl.Compiler.Graph;

/// <summary>How a parameter starts once nothing is left open.</summary>
/// <param name="Init">What was asked for, with the initializer and the gain that it comes to.</param>
/// <param name="Shape">The sizes of the parameter.</param>
/// <param name="Why">Why it is that one, where the compiler chose.</param>
public sealed record ResolvedInit(Init Init, Shape Shape, string? Why)
{
    private double Fan => Init.Fan == FanMode.FanIn ? Init.FanIn : Init.FanOut;

    private double Square => Init.Gain * Init.Gain;

    /// <summary>The call that makes the initial values.</summary>
    public string Call => Init.Initializer switch
    {
        Initializer.Zeros => "Init.Constant(0)",
        Initializer.Constant => $"Init.Constant({Text.Of(Init.Scale)})",
        Initializer.Normal => $"Init.Normal({Text.Of(Init.Scale)})",
        Initializer.Uniform => $"Init.Uniform({Text.Of(Init.Scale)})",
        Initializer.TruncNormal => $"Init.TruncNormal({Text.Of(Init.Scale)})",
        Initializer.Orthogonal => $"Init.Orthogonal({Text.Of(Init.Gain)})",
        Initializer.TorchDefault => $"Init.TorchDefault({Init.FanIn})",
        Initializer.XavierNormal or Initializer.XavierUniform => $"Init.{Init.Initializer}({Init.FanIn}, {Init.FanOut}, {Text.Of(Init.Gain)})",
        Initializer.LeCunNormal or Initializer.LeCunUniform => $"Init.{Init.Initializer}({Init.FanIn}, {Text.Of(Init.Gain)})",
        Initializer.KaimingNormal or Initializer.KaimingUniform => $"Init.{Init.Initializer}({(Init.Fan == FanMode.FanIn ? Init.FanIn : Init.FanOut)}, {Text.Of(Init.Gain)})",
        var other => throw new InvalidOperationException($"The initializer {other} has no call."),
    };

    /// <summary>How the values are spread.</summary>
    public WeightSpread Spread => Init.Initializer switch
    {
        Initializer.Zeros => default,
        Initializer.Constant => new(0, Init.Scale),
        Initializer.Normal => new(Init.Scale * Init.Scale),
        Initializer.Uniform => new(Init.Scale * Init.Scale / 3),
        Initializer.TruncNormal => new(Truncated(Init.Scale)),
        Initializer.Orthogonal => new(Square / Math.Max(Shape[0], Shape.Elements / Shape[0]), IsOrthogonal: true),
        Initializer.TorchDefault => new(1.0 / (3 * Init.FanIn)),
        Initializer.XavierNormal or Initializer.XavierUniform => new(Square * 2 / (Init.FanIn + Init.FanOut)),
        Initializer.LeCunNormal or Initializer.LeCunUniform => new(Square / Init.FanIn),
        Initializer.KaimingNormal or Initializer.KaimingUniform => new(Square / Fan),
        var other => throw new InvalidOperationException($"The initializer {other} has no variance."),
    };

    // N(0, std²) without its tails beyond ±2.
    private static double Truncated(double std)
    {
        if (std <= 0)
            return 0;
        var cut = 2 / std;
        return std * std * (1 - 2 * cut * Gaussian.Density(cut) / (2 * Gaussian.Cumulative(cut) - 1));
    }
}
