namespace DeepDsl.Corpus.Signal;

/// <summary>How large errors are.</summary>
internal sealed record Spread(int Count, double Median, double Percentile90, double Worst)
{
    /// <summary>The spread of the absolute values; null where there are none.</summary>
    public static Spread? Of(IEnumerable<double> errors)
    {
        double[] sorted = [.. errors.Select(Math.Abs).Order()];
        return sorted.Length == 0 ? null : new(sorted.Length, sorted[sorted.Length / 2], sorted[sorted.Length * 9 / 10], sorted[^1]);
    }
}
