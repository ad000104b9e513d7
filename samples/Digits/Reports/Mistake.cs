namespace Digits;

/// <summary>An image that was read wrong.</summary>
internal sealed record Mistake(int Image, int Digit, Prediction Reading)
{
    public override string ToString() => $"true {Digit}, read as {Reading.Digit} ({Reading.Confidence:F2})";

    /// <summary>The mistakes that the network was surest of, the surest first.</summary>
    public static IReadOnlyList<Mistake> Worst(ReadOnlyMemory<byte> labels, IReadOnlyList<Prediction> predictions, int count) =>
    [
        .. Enumerable.Range(0, labels.Length)
            .Where(image => predictions[image].Digit != labels.Span[image])
            .Select(image => new Mistake(image, labels.Span[image], predictions[image]))
            .OrderByDescending(mistake => mistake.Reading.Confidence)
            .Take(count),
    ];
}
