using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>What activations make of the second moment that layers have to keep.</summary>
internal static class Levels
{
    private const double Stable = 0.98;

    private static readonly Rectifier ReLU = new(0);

    /// <summary>The level behind an activation; null where what comes out of it is as good as any.</summary>
    /// <param name="curve">The activation.</param>
    /// <param name="before">Its input.</param>
    /// <param name="level">The level of its input.</param>
    /// <remarks>
    /// An activation that saturates finds a scale by itself, and gradients fare best where it is let. One that does not keeps any scale, as ReLU does,
    /// or none, as GELU: there the level is what ReLU would leave, so that the layer behind makes up for the rest.
    /// </remarks>
    public static double? Behind(Curve curve, ForwardState before, double level)
    {
        var scale = before.Moments.Own;
        if (!(scale > 0) || curve.Oscillates || before.Sum is not null || curve.Exponent(0, scale) < Stable)
            return null;
        if (!curve.IsSlopedAsReLU && curve.Exponent(0, scale) > 1 / Stable)
            return null;
        return level * (curve.IsSlopedAsReLU ? ReLU : curve).Moments(0, scale).Square / scale;
    }
}
