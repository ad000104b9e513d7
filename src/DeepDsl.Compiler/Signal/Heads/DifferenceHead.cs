using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Numerics;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Heads;

/// <summary>A loss of the difference to independent standardized targets: the gradient of an element is ψ(z − t).</summary>
/// <param name="slope">ψ, which is odd.</param>
/// <param name="steepness">E ψ' over a normal difference of a given variance.</param>
/// <param name="scale">What the gradient is multiplied by: 1 over the number of elements for a mean.</param>
internal sealed class DifferenceHead(Curve slope, Func<double, double> steepness, double scale) : LossRule
{
    private const double Target = 1;

    /// <summary>Absolute differences: ψ is the sign.</summary>
    public static DifferenceHead Absolute(double scale) => new(new("sign", z => Math.Sign(z), _ => 0, 0), variance => 2 * Gaussian.Density(0) / Math.Sqrt(variance), scale);

    /// <summary>Squared differences up to a bound, and absolute ones beyond: ψ is the difference within the bounds.</summary>
    public static DifferenceHead Clipped(double bound, double scale) => new(
        new($"clip {bound:R}", z => Math.Max(-bound, Math.Min(bound, z)), z => Math.Abs(z) < bound ? 1 : 0, -bound, bound),
        variance => 2 * Gaussian.Cumulative(bound / Math.Sqrt(variance)) - 1,
        scale);

    internal override Passage Forward(Crossing x) => new(x.Groups(), _ =>
    {
        var z = x.Whole().Moments;
        var spread = z.Own + Target;
        var gradient = new SecondMoments(slope.Moments(0, spread).Square, slope.Pair(0, spread, x.InputField.Positions > 1 ? z.Within : spread).Product, slope.Pair(0, spread, z.Across).Product);
        // E z·ψ = q·E ψ' by Stein's lemma; what is left is random for every element.
        var shared = steepness(spread);
        var single = z.Own > 0 ? Math.Min(Math.Sqrt(shared * shared + gradient.Own / z.Own / x.InputField.Elements), Math.Sqrt(gradient.Own / z.Own)) : 0;
        x.Give(0, new BackwardState(gradient, Profile.Flat(x.InputField), single, Math.Min(shared, single)).Scaled(scale * scale, scale));
    });
}
