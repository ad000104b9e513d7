using DeepDsl.Compiler.Signal.Numerics;

namespace DeepDsl.Compiler.Signal.Curves;

/// <summary>Second moments of softmax over independent logits N(0, v).</summary>
internal static class SoftmaxMoments
{
    private const double Wide = 3;
    private const double Vast = 3000;
    private static readonly Quadrature Steps = Quadrature.Of(x => Math.Exp(x - Math.Exp(x)), from: -38, to: 6, width: 2);
    private static readonly BoundedCache<(double, int), double> Known = new(5_000);

    /// <summary>E Σ pₖ², from 1/K for equal logits to 1 for one that wins.</summary>
    public static double Concentration(double variance, int classes)
    {
        if (classes <= 1)
            return 1;
        return Known.GetOrAdd((Rounding.Significant(Math.Max(variance, 0)), classes), key => key.Item1 switch
        {
            < 1e-8 => 1.0 / classes,
            // Only the gap between the first two counts, which grows with the deviation.
            > Vast and var v => 1 - (1 - Concentration(Vast, classes)) * Math.Sqrt(Vast / v),
            var v => Math.Min(1, Math.Max(1.0 / classes, classes * Integrate(v, classes))),
        });
    }

    /// <summary>E Σ pₖp'ₖ of two softmaxes: what is not common to their logits only softens what is, as for probits.</summary>
    public static double Overlap(double variance, double covariance, int classes) =>
        covariance <= 0 ? 1.0 / classes : Concentration(covariance / (1 + 0.4 * Math.Max(variance - covariance, 0)), classes);

    // 1/S² = ∫ t·e^(−tS) dt parts the classes: ∫ E[e²·e^(−e)] E[e^(−e)]^(K−1) dy for e = e^(z−y).
    private static double Integrate(double v, int classes)
    {
        var deviation = Math.Sqrt(v);
        var (low, high) = (-8 * deviation - 6, 8 * deviation + 6);
        var steps = Math.Max(120, (int)((high - low) / 0.25));
        var width = (high - low) / steps;
        var growth = Array.ConvertAll(Quadrature.Fine.Nodes, u => Math.Exp(deviation * u));
        var sum = 0.0;
        for (var i = 0; i <= steps; i++)
        {
            var y = low + width * i;
            var (own, other) = deviation > Wide ? OfWide(y, deviation) : OfNarrow(Math.Exp(-y), growth);
            sum += own * Math.Pow(other, classes - 1) * width;
        }
        return sum;
    }

    /// <summary>E[e²·e^(−e)] and E[e^(−e)] for e = t·e^z, as means over z.</summary>
    private static (double Own, double Other) OfNarrow(double t, double[] growth)
    {
        var (own, other) = (0.0, 0.0);
        for (var k = 0; k < growth.Length; k++)
        {
            var e = t * growth[k];
            if (e > 700)
                continue;
            var survival = Quadrature.Fine.Weights[k] * Math.Exp(-e);
            other += survival;
            own += e * e * survival;
        }
        return (own, other);
    }

    /// <summary>The same where e^(−e) is a step to a wide z: as means over where an exponential variable puts the step.</summary>
    private static (double Own, double Other) OfWide(double y, double deviation)
    {
        var (own, other) = (0.0, 0.0);
        for (var k = 0; k < Steps.Nodes.Length; k++)
        {
            var z = (Steps.Nodes[k] + y) / deviation;
            other += Steps.Weights[k] * Gaussian.Cumulative(z);
            own += Steps.Weights[k] * Math.Exp(Steps.Nodes[k]) * Gaussian.Density(z) / deviation;
        }
        return (own, other);
    }
}
