namespace Digits;

/// <summary>Shifts and scales pixels so that those of the training images have mean 0 and variance 1.</summary>
internal readonly record struct PixelScale(double Mean, double Deviation)
{
    public static PixelScale Of(ImageSet train)
    {
        Span<long> counts = stackalloc long[byte.MaxValue + 1];
        foreach (var ink in train.Pixels.Span)
            counts[ink]++;

        double total = train.Pixels.Length, mean = 0, variance = 0;
        for (var ink = 0; ink < counts.Length; ink++)
            mean += ink * counts[ink] / total;
        for (var ink = 0; ink < counts.Length; ink++)
            variance += (ink - mean) * (ink - mean) * counts[ink] / total;

        // Images without any difference keep a deviation that one can divide by.
        return new(mean, variance > 0 ? Math.Sqrt(variance) : 1);
    }
}
