namespace Digits;

/// <summary>How often each digit was read as which.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[,] _counts = new int[ImageSet.Classes, ImageSet.Classes];

    public ConfusionMatrix(ReadOnlySpan<byte> labels, ReadOnlySpan<Prediction> predictions)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predictions.Length, labels.Length);
        for (var i = 0; i < labels.Length; i++)
            _counts[labels[i], predictions[i].Digit]++;
        Total = labels.Length;
    }

    public int Total { get; }

    public int Right => Enumerable.Range(0, ImageSet.Classes).Sum(digit => _counts[digit, digit]);

    /// <summary>The share of images that were read right.</summary>
    public double Accuracy => (double)Right / Total;

    public int this[int digit, int readAs] => _counts[digit, readAs];

    /// <summary>The share of a digit's images that were read right; null when there are none.</summary>
    public double? Recall(int digit)
    {
        var images = Enumerable.Range(0, ImageSet.Classes).Sum(readAs => _counts[digit, readAs]);
        return images == 0 ? null : (double)_counts[digit, digit] / images;
    }
}
