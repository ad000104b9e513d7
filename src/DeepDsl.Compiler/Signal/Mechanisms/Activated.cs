using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>A value after an activation, with the gates that its gradient passes.</summary>
/// <param name="Result">The value.</param>
/// <param name="Gates">E φ'φ' of pairs.</param>
/// <param name="SkipGate">How much likelier the gates before are open where these are.</param>
internal sealed record Activated(ForwardState Result, SecondMoments Gates, double SkipGate)
{
    public static Activated By(Curve curve, ForwardState x)
    {
        var one = curve.Moments(x.Mean, x.Variance);
        var square = x.Mean * x.Mean;
        var within = curve.Pair(x.Mean, x.Variance, x.Moments.Within - square);
        var across = curve.Pair(x.Mean, x.Variance, x.Moments.Across - square);
        var values = new SecondMoments(one.Square, within.Product, across.Product);
        var gates = new SecondMoments(one.SlopeSquare, within.SlopeProduct, across.SlopeProduct);
        var isReLU = curve is Rectifier { CanDie: true };
        if (isReLU && x.Sum is { } sum && x.Variance > 0 && one.Square > 0)
            return OfSum(curve, x, sum, values, gates);
        var result = new ForwardState(x.Channels, one.Mean, values, Bent(curve, x, one.Square))
        {
            Origin = new(curve, x, gates),
            Particles = isReLU ? RectifiedMixture.Rectified(x.Mean, x.Variance) : null,
        };
        return new(result, gates, 1);
    }

    /// <summary>The rectified sum of a rectified value and a Gaussian: where the sum is mostly positive, ReLU does less than it would to a Gaussian.</summary>
    private static Activated OfSum(Curve curve, ForwardState x, RectifiedSum sum, SecondMoments gaussian, SecondMoments gates)
    {
        var exact = RectifiedMixture.Of(sum);
        var one = curve.Moments(x.Mean, x.Variance);
        var negative = curve.Moments(-x.Mean, x.Variance).Square;
        var bend = negative > 0 ? Math.Min(1, exact.NegativeSquare / negative) : 0;
        var (spread, square) = (one.Square - one.Mean * one.Mean, x.Mean * x.Mean);
        var (within, withinGate) = Blend(x.Moments.Within, gaussian.Within, gates.Within);
        var (across, acrossGate) = Blend(x.Moments.Across, gaussian.Across, gates.Across);
        var open = new SecondMoments(exact.Open, withinGate, acrossGate);
        var result = new ForwardState(x.Channels, exact.Mean, new(exact.Square, within, across), Bent(curve, x, exact.Square));
        return new(result with { Origin = new(curve, x, open), Particles = exact.Particles }, open, exact.SkipGate);

        (double Value, double Gate) Blend(double before, double after, double gate)
        {
            var rectified = spread > 0 ? (after - one.Mean * one.Mean) / spread : 1;
            var correlation = bend * rectified + (1 - bend) * (before - square) / x.Variance;
            var mean = exact.Mean * exact.Mean;
            return (mean + (exact.Square - mean) * correlation, exact.Open * (bend * gate / one.SlopeSquare + 1 - bend));
        }
    }

    /// <summary>The profile after the activation, which follows a power of the one before.</summary>
    /// <remarks>Where the result is not what a Gaussian would give, comparing it with the Gaussian's flattens the profile, and ResNets measure so.</remarks>
    private static Profile Bent(Curve curve, ForwardState x, double square) => x.Profile.IsFlat || square <= 0
        ? x.Profile
        : x.Profile.Power(Math.Max(0, Math.Min(2, curve.Exponent(x.Mean, x.Variance, square))));
}
