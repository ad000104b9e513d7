namespace DeepDsl.Kernels;

/// <summary>Small buffers that kernels use within one call, kept per thread.</summary>
internal static class Scratch
{
    [ThreadStatic]
    private static double[]? _doubles;

    [ThreadStatic]
    private static double[]? _others;

    [ThreadStatic]
    private static byte[]? _bytes;

    [ThreadStatic]
    private static byte[]? _otherBytes;

    [ThreadStatic]
    private static byte[]? _partials;

    [ThreadStatic]
    private static byte[]? _panel;

    public static Span<double> Doubles(int count) => Of(ref _doubles, count);

    /// <summary>A second buffer beside <see cref="Doubles"/>.</summary>
    public static Span<double> OtherDoubles(int count) => Of(ref _others, count);

    public static Span<byte> Bytes(int count) => Of(ref _bytes, count);

    /// <summary>A second buffer beside <see cref="Bytes"/>.</summary>
    public static Span<byte> OtherBytes(int count) => Of(ref _otherBytes, count);

    /// <summary>The buffer of the loops over channels, beside those of their callers.</summary>
    public static Span<byte> Partials(int count) => Of(ref _partials, count);

    /// <summary>The buffer of matrix products, beside those of their callers.</summary>
    public static Span<byte> Panel(int count) => Of(ref _panel, count);

    private static Span<T> Of<T>(ref T[]? buffer, int count)
    {
        if (buffer is null || buffer.Length < count)
            buffer = GC.AllocateUninitializedArray<T>(count, pinned: true);
        return buffer.AsSpan(0, count);
    }
}
