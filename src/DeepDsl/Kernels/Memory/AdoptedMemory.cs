namespace DeepDsl.Kernels;

/// <summary>Counts the memory that slots took over from the native library.</summary>
internal sealed class AdoptedMemory
{
    private long _bytes;

    /// <summary>The most there was at one time.</summary>
    public long Peak { get; private set; }

    public void Add(long bytes) => Peak = Math.Max(Peak, _bytes += bytes);

    public void Remove(long bytes) => _bytes -= bytes;
}
