using DeepDsl.Compiler.Signal.Numerics;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Curves;

/// <summary>The probability that a unit starts below zero for whatever comes: 256 samples, at all their positions.</summary>
internal static class DeadUnits
{
    private const int Samples = 256;
    private static readonly Quadrature OfSample = Quadrature.Coarse.Trimmed;
    private static readonly BoundedCache<(double, double, double, double, long), double> Known = new(10_000);

    /// <summary>The probability for inputs with the given moments before the activation.</summary>
    public static double Probability(double mean, SecondMoments moments, long positions)
    {
        var square = mean * mean;
        var v = Rounding.Significant(moments.Own - square);
        if (v <= 0)
            return 0;
        // As shares of the variance: what all samples have in common, and what the positions of one have beyond that.
        var across = Rounding.Correlation(Math.Max(0, (moments.Across - square) / v));
        var within = positions > 1 ? Math.Max(across, Rounding.Correlation((moments.Within - square) / v)) : across;
        return Known.GetOrAdd((Rounding.Significant(mean), v, within, across, positions), key => Integrate(key.Item1 / Math.Sqrt(v), within, across, positions));
    }

    private static double Integrate(double mean, double within, double across, long positions)
    {
        var (ofAll, ofSample, own) = (Math.Sqrt(across), Math.Sqrt(within - across), Math.Sqrt(Math.Max(1 - within, 1e-12)));
        return Quadrature.VeryDense.Mean(u => Math.Pow(Math.Min(1, SampleIsBelow(mean + ofAll * u)), Samples));

        double SampleIsBelow(double center) => ofSample == 0
            ? Math.Pow(Gaussian.Cumulative(-center / own), positions)
            : OfSample.Mean(w => Math.Pow(Gaussian.Cumulative(-(center + ofSample * w) / own), positions));
    }
}
