using System.Runtime.InteropServices;

namespace DeepDsl.Kernels;

/// <summary>One block of native memory, aligned and padded so that kernels may work in whole vectors.</summary>
internal sealed unsafe class Arena : IDisposable
{
    private const int Alignment = 64;

    private void* _memory;

    public long Bytes { get; private set; }

    public byte* Memory => (byte*)_memory;

    /// <summary>A size rounded up to the alignment.</summary>
    public static long Padded(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    /// <summary>Makes the arena at least this large; true where the memory moved.</summary>
    public bool Grow(long bytes)
    {
        if (bytes <= Bytes && _memory != null)
            return false;
        NativeMemory.AlignedFree(_memory);
        // Where there is no memory to be had, the finalizer must not free this again.
        _memory = null;
        _memory = NativeMemory.AlignedAlloc((nuint)Math.Max(bytes, Alignment), Alignment);
        NativeMemory.Clear(_memory, (nuint)Math.Max(bytes, Alignment));
        Bytes = bytes;
        return true;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        Bytes = 0;
        GC.SuppressFinalize(this);
    }

    ~Arena() => NativeMemory.AlignedFree(_memory);
}
