using System.Globalization;

namespace DeepDsl;

/// <summary>The memory of a training step for activations, gradients of activations and what is kept between the passes, in single precision: the largest set of values that are needed at one moment. Parameters, their gradients and the optimizer's buffers come on top.</summary>
/// <param name="BytesPerSample">The bytes for every sample of the batch.</param>
/// <param name="FixedBytes">The bytes that do not grow with the batch.</param>
public sealed record MemorySummary(long BytesPerSample, long FixedBytes)
{
    /// <summary>The bytes for a batch.</summary>
    /// <param name="batch">The number of samples.</param>
    public long Bytes(long batch) => batch * BytesPerSample + FixedBytes;

    /// <summary>Both in the fitting unit.</summary>
    public override string ToString() => FixedBytes == 0 ? $"{Text(BytesPerSample)} per sample" : $"{Text(BytesPerSample)} per sample and {Text(FixedBytes)} besides";

    private static string Text(long bytes) => bytes switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes:n0} bytes"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000:n0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000:n0} MB"),
    };
}
