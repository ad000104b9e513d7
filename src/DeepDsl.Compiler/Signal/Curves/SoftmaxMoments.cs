using DeepDsl.Compiler.Signal.Numerics;

namespace DeepDsl.Compiler.Signal.Curves;

/// <summary>Second moments of softmax over independent logits N(0, v).</summary>
internal static class SoftmaxMoments
{
    private static readonly BoundedCache<(double, int), double> Known = new(5_000);

    /// <summary>E Σ pₖ², from 1/K for equal logits to 1 for one that wins.</summary>
    public static double Concentration(double variance, int classes)
    {
        if (classes <= 1)
            return 1;
        return Known.GetOrAdd((Rounding.Significant(Math.Max(variance, 0)), classes), key => key.Item1 switch
        {
            < 1e-8 => 1.0 / classes,
            > 3000 => 1,
            var v => Math.Min(1, Math.Max(1.0 / classes, classes * Integrate(v, classes))),
        });
    }

    /// <summary>E Σ pₖp'ₖ of two softmaxes: what is not common to their logits only softens what is, as for probits.</summary>
    public static double Overlap(double variance, double covariance, int classes) =>
        covariance <= 0 ? 1.0 / classes : Concentration(covariance / (1 + 0.4 * Math.Max(variance - covariance, 0)), classes);

    // 1/S² = ∫ t·e^(−tS) dt parts the classes: ∫ t E[e^(2z)e^(−te^z)] E[e^(−te^z)]^(K−1) dt, with t = e^(−y).
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
            var t = Math.Exp(-(low + width * i));
            var (others, own) = (0.0, 0.0);
            for (var k = 0; k < growth.Length; k++)
            {
                var e = t * growth[k];
                var survival = e < 700 ? Quadrature.Fine.Weights[k] * Math.Exp(-e) : 0;
                others += survival;
                own += e * e * survival;
            }
            sum += own * Math.Pow(others, classes - 1) * width;
        }
        return sum;
    }
}
