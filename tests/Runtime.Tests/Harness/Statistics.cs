using Xunit;

namespace Runtime.Tests.Harness;

/// <summary>Moments of samples, with bounds by their own standard errors; seeds are fixed, so a bound is met always or never.</summary>
internal static class Statistics
{
    /// <summary>In standard errors: less than one in ten thousand samples is farther off.</summary>
    private const double Sigmas = 4;

    public static double Mean(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }

    /// <summary>The mean of a power.</summary>
    public static double Moment(ReadOnlySpan<float> values, int power)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += Math.Pow(value, power);
        return sum / values.Length;
    }

    public static double Correlation(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (meanA, meanB) = (Mean(a), Mean(b));
        var (product, squareA, squareB) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            var (x, y) = (a[i] - meanA, b[i] - meanB);
            (product, squareA, squareB) = (product + x * y, squareA + x * x, squareB + y * y);
        }
        return product / Math.Sqrt(squareA * squareB);
    }

    /// <summary>Mean zero and a given variance, within what the sample's size and fourth moment allow.</summary>
    public static void AssertMoments(ReadOnlySpan<float> values, double variance)
    {
        var (mean, second, fourth) = (Mean(values), Moment(values, 2), Moment(values, 4));
        Assert.InRange(Math.Abs(mean), 0, Sigmas * Math.Sqrt(variance / values.Length));
        Assert.InRange(Math.Abs(second - variance), 0, Sigmas * Math.Sqrt((fourth - second * second) / values.Length));
    }

    public static void AssertUncorrelated(ReadOnlySpan<float> a, ReadOnlySpan<float> b, string what) =>
        Assert.True(Math.Abs(Correlation(a, b)) <= Sigmas / Math.Sqrt(a.Length), $"{what}: correlation {Correlation(a, b):e2}, more than {Sigmas / Math.Sqrt(a.Length):e2}.");
}
