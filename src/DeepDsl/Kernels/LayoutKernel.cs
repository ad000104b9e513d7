namespace DeepDsl.Kernels;

/// <summary>Changes between channels outermost and channels innermost.</summary>
public static unsafe class LayoutKernel
{
    private const int Block = 16;

    /// <summary>y = x, each in its own layout.</summary>
    public static void Convert(Slot x, Slot y) => Copy(x.Pointer, x.Layout, y.Pointer, y);

    /// <summary>Copies the elements of a value shaped as <paramref name="shape"/> into its layout.</summary>
    internal static void Copy(void* source, Layout layout, void* destination, Slot shape)
    {
        var isImage = shape.Sizes.Length == 4;
        if (!isImage || layout == shape.Layout || shape.Channels == 1 || shape.Height * shape.Width == 1)
            System.Buffer.MemoryCopy(source, destination, shape.Bytes, shape.Bytes);
        else if (shape.IsDouble)
            Transpose((double*)source, (double*)destination, shape);
        else
            Transpose((float*)source, (float*)destination, shape);
    }

    private static void Transpose<T>(T* source, T* destination, Slot shape)
        where T : unmanaged
    {
        var positions = shape.Height * shape.Width;
        var (rows, columns) = shape.IsChannelsLast ? (shape.Channels, positions) : (positions, shape.Channels);
        for (var n = 0; n < shape.Batch; n++)
            Transpose(source + (long)n * rows * columns, destination + (long)n * rows * columns, rows, columns);
    }

    /// <summary>destination[c, r] = source[r, c].</summary>
    internal static void Transpose<T>(T* source, T* destination, int rows, int columns)
        where T : unmanaged
    {
        // By blocks, so that both sides stay in the cache.
        for (var r0 = 0; r0 < rows; r0 += Block)
        {
            for (var c0 = 0; c0 < columns; c0 += Block)
            {
                for (var r = r0; r < Math.Min(rows, r0 + Block); r++)
                {
                    for (var c = c0; c < Math.Min(columns, c0 + Block); c++)
                        destination[(long)c * rows + r] = source[(long)r * columns + c];
                }
            }
        }
    }
}
