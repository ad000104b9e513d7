using DeepDsl.Compiler.Signal.Numerics;

namespace DeepDsl.Compiler.Signal.Curves;

/// <summary>An activation as a function; everything that the predictor wants to know of it follows by quadrature.</summary>
/// <param name="name">What tells it from all other functions: its name with its parameters.</param>
/// <param name="value">φ.</param>
/// <param name="slope">φ'.</param>
/// <param name="kinks">Where φ or φ' is not smooth.</param>
public class Curve(string name, Func<double, double> value, Func<double, double> slope, params double[] kinks)
{
    // Beyond three standard deviations of the noise a saturating function of a wide z is constant.
    private static readonly double[] BendsOfWide = [-6, -3, -1, 1, 3, 6];
    private const double Far = 50;
    private const int Widest = 40;
    private readonly double[] _kinks = kinks;
    private static readonly BoundedCache<(string, double, double), CurveMoments> Singles = new(20_000);
    private static readonly BoundedCache<(string, double, double), AlignedMoments> Alignments = new(20_000);
    private static readonly BoundedCache<(string, double, double, double), PairMoments> Pairs = new(50_000);

    public string Name => name;

    /// <summary>φ(z).</summary>
    public double Value(double z) => value(z);

    /// <summary>φ'(z).</summary>
    public double Slope(double z) => slope(z);

    /// <summary>Whether φ repeats itself, so that a small change of the input says nothing of a larger one.</summary>
    public virtual bool Oscillates => false;

    /// <summary>Whether a unit below zero passes neither value nor gradient.</summary>
    public bool CanDie { get; init; }

    /// <summary>Whether φ is z far above zero and next to nothing far below: ReLU, GELU and their kin.</summary>
    public bool IsSlopedAsReLU => Math.Abs(value(Far) / Far - 1) < 0.05 && Math.Abs(value(-Far) / Far) < 0.05;

    /// <summary>Whether φ(az) = aφ(z) for a above zero, so that what fits values of one size fits all.</summary>
    public bool IsHomogeneous => new[] { -1.0, 1.0 }.All(z => Math.Abs(value(2 * z) - 2 * value(z)) < 1e-9 && Math.Abs(value(z / 2) - value(z) / 2) < 1e-9);

    /// <summary>The largest φ'², by which saturation is measured.</summary>
    public virtual double SteepestSquare => Enumerable.Range(-800, 1601).Max(i => slope(i / 100.0) * slope(i / 100.0));

    /// <summary>Whether φ has a value wherever a z of usual size may be.</summary>
    public bool IsFinite => Enumerable.Range(-Widest, 2 * Widest + 1).All(z => value(z) is var y && !double.IsNaN(y) && !double.IsInfinity(y));

    /// <summary>Another function of φ(z).</summary>
    public Curve Then(Curve other) => new($"{other.Name} of {name}", z => other.Value(value(z)), z => other.Slope(value(z)) * slope(z), [.. _kinks, .. KinksOf(other)]);

    /// <summary>Moments of φ(z) for z ~ N(<paramref name="mean"/>, <paramref name="variance"/>).</summary>
    public CurveMoments Moments(double mean, double variance) =>
        Singles.GetOrAdd((name, Rounding.Significant(mean), Rounding.Significant(variance)), key => Single(key.Item2, key.Item3).Bounded);

    /// <summary>Moments of φ(z₁)φ(z₂), where z₁ and z₂ are N(<paramref name="mean"/>, <paramref name="variance"/>) with the given covariance.</summary>
    internal PairMoments Pair(double mean, double variance, double covariance)
    {
        var (m, v) = (Rounding.Significant(mean), Rounding.Significant(variance));
        var c = v > 0 ? Rounding.Correlation(covariance / v) : 1;
        return Pairs.GetOrAdd((name, m, v, c), key =>
        {
            if (key.Item4 < 1)
                return Double(key.Item2, key.Item3, key.Item4);
            var one = Moments(key.Item2, key.Item3);
            return new(one.Square, one.SlopeSquare);
        });
    }

    internal AlignedMoments Aligned(double mean, double variance) =>
        Alignments.GetOrAdd((name, Rounding.Significant(mean), Rounding.Significant(variance)), key => Along(key.Item2, key.Item3));

    /// <summary>∂log E φ²/∂log q: how the second moment after the activation follows the one before.</summary>
    public double Exponent(double mean, double variance) => Exponent(mean, variance, Moments(mean, variance).Square);

    /// <summary>The same, counted from a second moment after the activation that is known better.</summary>
    internal double Exponent(double mean, double variance, double square)
    {
        const double step = 1.1;
        var larger = Moments(mean * Math.Sqrt(step), variance * step).Square;
        return square > 0 && larger > 0 ? Math.Log(larger / square) / Math.Log(step) : 1;
    }

    private protected virtual CurveMoments Single(double m, double v)
    {
        var deviation = Math.Sqrt(v);
        var (mean, square, slopes) = (0.0, 0.0, 0.0);
        foreach (var (z, weight) in Points(m, deviation, deviation > 3 ? BendsOfWide.Select(bend => bend / deviation) : []))
        {
            var (f, g) = (value(z), slope(z));
            mean += weight * f;
            square += weight * f * f;
            slopes += weight * g * g;
        }
        return new(mean, square, slopes);
    }

    private protected virtual AlignedMoments Along(double m, double v)
    {
        var (withInput, square) = (0.0, 0.0);
        foreach (var (z, weight) in Points(m, Math.Sqrt(v), []))
        {
            var product = value(z) * slope(z);
            withInput += weight * z * product;
            square += weight * product * product;
        }
        return new(withInput, square);
    }

    /// <summary>z₁ and z₂ share a part u and have an own part each: E_u[(E_w φ)²]; where they are opposed, the second sees −u.</summary>
    private protected virtual PairMoments Double(double m, double v, double c)
    {
        var (shared, own) = (Math.Sqrt(Math.Abs(c) * v), Math.Sqrt((1 - Math.Abs(c)) * v));
        var outer = shared > 0 ? Quadrature.CoarseWithSeams(_kinks.SelectMany(kink => SeamsAround((kink - m) / shared, own / shared))) : Quadrature.Coarse;
        var (products, slopes) = (0.0, 0.0);
        for (var i = 0; i < outer.Nodes.Length; i++)
        {
            var (f, g) = Inner(m + shared * outer.Nodes[i], own);
            var (f2, g2) = c >= 0 ? (f, g) : Inner(m - shared * outer.Nodes[i], own);
            products += outer.Weights[i] * f * f2;
            slopes += outer.Weights[i] * g * g2;
        }
        return new(products, slopes);
    }

    // Where φ crosses a kink of a function of it.
    private IEnumerable<double> KinksOf(Curve other)
    {
        foreach (var kink in other._kinks)
        {
            for (var z = -(double)Widest; z < Widest; z++)
            {
                var (low, high) = (z, z + 1.0);
                if ((value(low) < kink) == (value(high) < kink))
                    continue;
                for (var i = 0; i < 50; i++)
                {
                    var middle = (low + high) / 2;
                    (low, high) = (value(middle) < kink) == (value(low) < kink) ? (middle, high) : (low, middle);
                }
                yield return low;
            }
        }
    }

    // The inner mean bends within a few of its own deviations of a kink.
    private static IEnumerable<double> SeamsAround(double kink, double width) => [kink, kink - width, kink + width, kink - 3 * width, kink + 3 * width];

    private (double Value, double Slope) Inner(double center, double own)
    {
        var inner = _kinks.Length == 0 ? Quadrature.Coarse : Quadrature.CoarseWithSeams(_kinks.Select(kink => (kink - center) / own));
        var (f, g) = (0.0, 0.0);
        for (var i = 0; i < inner.Nodes.Length; i++)
        {
            var z = center + own * inner.Nodes[i];
            f += inner.Weights[i] * value(z);
            g += inner.Weights[i] * slope(z);
        }
        return (f, g);
    }

    private IEnumerable<(double Z, double Weight)> Points(double m, double deviation, IEnumerable<double> bends)
    {
        var rule = deviation > 0 ? Quadrature.FineWithSeams(_kinks.Select(kink => (kink - m) / deviation).Concat(bends)) : Quadrature.Fine;
        for (var i = 0; i < rule.Nodes.Length; i++)
            yield return (m + deviation * rule.Nodes[i], rule.Weights[i]);
    }
}
