namespace DeepDsl.Kernels;

/// <summary>A value as pooling sees it: maps with their channels innermost. Of a value (channels, length), every channel is a map of its own, with a height of 1.</summary>
internal readonly unsafe struct PooledMaps
{
    private readonly nint _data;

    public PooledMaps(Slot slot) => (_data, Count, Channels, Height, Width, AreLines) = slot.Sizes.Length == 3
        ? ((nint)slot.Pointer, slot.Batch * slot.Channels, 1, 1, slot.Height, true)
        : ((nint)slot.Pointer, slot.Batch, slot.Channels, slot.Height, slot.Width, false);

    /// <summary>One map of an image, wherever it lies.</summary>
    public PooledMaps(void* data, int channels, int height, int width) => (_data, Count, Channels, Height, Width) = ((nint)data, 1, channels, height, width);

    public int Count { get; }

    /// <summary>Whether every map is a channel of a value (channels, length).</summary>
    public bool AreLines { get; }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>The number of elements of a row of positions.</summary>
    public long RowElements => (long)Width * Channels;

    /// <summary>The channels at one position.</summary>
    public T* At<T>(int n, int row, int column)
        where T : unmanaged => (T*)_data + (((long)n * Height + row) * Width + column) * Channels;

    public static implicit operator PooledMaps(Slot slot) => new(slot);
}
