using DeepDsl.Compiler.Signal.Numerics;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Curves;

/// <summary>φ of the largest of n Gaussians, as max pooling behind an activation sees it.</summary>
/// <param name="Mean">E φ(max).</param>
/// <param name="Values">E φ(max)φ(max) of pairs of windows.</param>
/// <param name="Gates">E φ'(max)φ'(max) of pairs of windows.</param>
/// <param name="Choice">How the gates of two elements grow with a likeness that is theirs alone, per share of the variance: elements that are alike win together.</param>
internal readonly record struct LargestOfMany(double Mean, SecondMoments Values, SecondMoments Gates, SecondMoments Choice)
{
    private static readonly Quadrature Outside = Quadrature.Coarse.Trimmed;
    private static readonly BoundedCache<(string, double, double, double, double, int), LargestOfMany> Known = new(5_000);

    /// <summary>The moments for windows of <paramref name="count"/> elements, which are alike as elements of one sample are.</summary>
    /// <param name="curve">The activation, which must not fall.</param>
    /// <param name="mean">The mean of z.</param>
    /// <param name="z">The second moments of z.</param>
    /// <param name="count">The size of a window.</param>
    public static LargestOfMany Of(Curve curve, double mean, SecondMoments z, int count)
    {
        var v = Rounding.Significant(Math.Max(z.Own - mean * mean, 0));
        var within = Rounding.Significant(Math.Min(Math.Max(z.Within - mean * mean, 0), v));
        var across = Rounding.Significant(Math.Min(Math.Max(z.Across - mean * mean, 0), within));
        return Known.GetOrAdd((curve.Name, Rounding.Significant(mean), v, within, across, count), key => Integrate(curve, key.Item2, v, within, across, count));
    }

    // z = shared by all samples + shared by the sample + own; only the own part's maximum counts.
    private static LargestOfMany Integrate(Curve curve, double mean, double v, double within, double across, int count)
    {
        var own = Math.Sqrt(Math.Max(v - within, 1e-12 * Math.Max(v, 1e-30)));
        var (ofSample, ofAll) = (Math.Sqrt(within - across), Math.Sqrt(across));
        var highest = Highest(own, count);
        var (total, values, gates, choice) = (0.0, default(SecondMoments), default(SecondMoments), default(SecondMoments));
        foreach (var (shift, weight) in Points(ofAll))
        {
            var (value, gate, lead) = (0.0, 0.0, 0.0);
            foreach (var (change, share) in Points(ofSample))
            {
                var inner = Inner(curve, mean + shift + change, highest);
                (value, gate, lead) = (value + share * inner.Mean, gate + share * inner.Gate, lead + share * inner.Lead);
                total += weight * share * inner.Mean;
                values += new SecondMoments(inner.Square, inner.Mean * inner.Mean, 0) * (weight * share);
                gates += new SecondMoments(inner.GateSquare, inner.Gate * inner.Gate, 0) * (weight * share);
                choice += new SecondMoments(0, inner.Lead * inner.Lead, 0) * (weight * share);
            }
            values += new SecondMoments(0, 0, weight * value * value);
            gates += new SecondMoments(0, 0, weight * gate * gate);
            choice += new SecondMoments(0, 0, weight * lead * lead);
        }
        // Leads are in units of the own deviation, likenesses in those of the whole variance.
        return new(total, values, gates, own > 0 ? choice * (v / (own * own) / (own * own)) : default);
    }

    /// <summary>The largest of n independent values has the density n·φ(x)Φ(x)ⁿ⁻¹.</summary>
    private static (double X, double Weight)[] Highest(double deviation, int count) =>
        [.. Quadrature.Dense.Nodes.Zip(Quadrature.Dense.Weights, (x, weight) => (deviation * x, weight * count * Math.Pow(Gaussian.Cumulative(x), count - 1)))
            .Where(point => point.Item2 > 1e-14)];

    private static IEnumerable<(double X, double Weight)> Points(double deviation) =>
        deviation > 0 ? Outside.Nodes.Zip(Outside.Weights, (x, weight) => (deviation * x, weight)) : [(0, 1)];

    private static (double Mean, double Square, double Gate, double GateSquare, double Lead) Inner(Curve curve, double center, (double X, double Weight)[] highest)
    {
        var (mean, square, gate, gateSquare, lead) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var (x, weight) in highest)
        {
            var (f, g) = (curve.Value(center + x), curve.Slope(center + x));
            mean += weight * f;
            square += weight * f * f;
            gate += weight * g;
            gateSquare += weight * g * g;
            lead += weight * g * x;
        }
        return (mean, square, gate, gateSquare, lead);
    }
}
