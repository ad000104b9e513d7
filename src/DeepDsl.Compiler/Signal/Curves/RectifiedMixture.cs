using DeepDsl.Compiler.Signal.Numerics;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Curves;

/// <summary>What ReLU makes of a rectified value plus a Gaussian, the sum at the end of a residual block: far from Gaussian itself.</summary>
/// <param name="Mean">E relu(z).</param>
/// <param name="Square">E relu(z)².</param>
/// <param name="Open">P(z &gt; 0).</param>
/// <param name="SkipGate">P(r &gt; 0 | z &gt; 0) / P(r &gt; 0): gates along the skip open together.</param>
/// <param name="NegativeSquare">E relu(−z)².</param>
/// <param name="Particles">Values that stand for the distribution of relu(z).</param>
internal sealed record RectifiedMixture(double Mean, double Square, double Open, double SkipGate, double NegativeSquare, double[] Particles)
{
    private const int Count = 41;
    private static readonly double[] Quantiles = [.. Enumerable.Range(0, Count).Select(k => Gaussian.Quantile((k + 0.5) / Count))];

    /// <summary>Particles of relu(z) for a Gaussian z.</summary>
    public static double[] Rectified(double mean, double variance) => Array.ConvertAll(Quantiles, u => Math.Max(0, mean + Math.Sqrt(variance) * u));

    public static RectifiedMixture Of(RectifiedSum sum)
    {
        var deviation = Math.Sqrt(Math.Max(sum.Variance, 1e-300));
        var (mean, square, open, joint, negative) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var r in sum.Particles)
        {
            var (above, density) = (Gaussian.Cumulative(r / deviation), Gaussian.Density(r / deviation) * deviation);
            if (sum.Variance == 0 && r == 0)
                above = 0;
            mean += r * above + density;
            square += (r * r + sum.Variance) * above + r * density;
            open += above;
            joint += r > 0 ? above : 0;
            negative += (r * r + sum.Variance) * (1 - above) - r * density;
        }
        var (n, positive) = ((double)sum.Particles.Length, sum.Particles.Count(r => r > 0));
        var skipGate = open > 0 && positive > 0 ? joint / open / (positive / n) : 1;
        return new(mean / n, square / n, open / n, skipGate, negative / n, sum.Variance > 0 ? Quantize(sum.Particles, deviation) : sum.Particles);
    }

    /// <summary>Quantiles of relu(r + N(0, σ²)), each by Newton's method that starts at the one before.</summary>
    private static double[] Quantize(double[] particles, double deviation)
    {
        var result = new double[particles.Length];
        var high = particles.Max() + 7 * deviation;
        var below = Distribution(particles, deviation, 0).Below;
        var from = 0.0;
        for (var k = 0; k < result.Length; k++)
        {
            var level = (k + 0.5) / result.Length;
            if (below <= level)
                result[k] = from = Root(particles, deviation, level, from, high);
        }
        return result;
    }

    private static double Root(double[] particles, double deviation, double level, double low, double high)
    {
        var x = low;
        for (var i = 0; i < 40; i++)
        {
            var (below, density) = Distribution(particles, deviation, x);
            (low, high) = below < level ? (x, high) : (low, x);
            var next = density > 0 ? x + (level - below) / density : high;
            if (next <= low || next >= high)
                next = (low + high) / 2;
            if (Math.Abs(next - x) <= 1e-9 * deviation)
                return next;
            x = next;
        }
        return x;
    }

    private static (double Below, double Density) Distribution(double[] particles, double deviation, double x)
    {
        var (below, density) = (0.0, 0.0);
        foreach (var r in particles)
        {
            var a = (x - r) / deviation;
            below += Gaussian.Cumulative(a);
            density += Math.Abs(a) < 9 ? Gaussian.Density(a) : 0;
        }
        return (below / particles.Length, density / particles.Length / deviation);
    }
}
