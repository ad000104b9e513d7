using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DeepDsl.Kernels;

/// <summary>Changes between channels outermost and channels innermost.</summary>
public static unsafe class LayoutKernel
{
    private const int Block = 16;
    private const int Tile = 4;

    /// <summary>y = x, each in its own layout.</summary>
    public static void Convert(Slot x, Slot y) => Copy(x.Pointer, x.Layout, y.Pointer, y);

    /// <summary>Copies the elements of a value shaped as <paramref name="shape"/> into its layout.</summary>
    internal static void Copy(void* source, Layout layout, void* destination, Slot shape)
    {
        var isImage = shape.Sizes.Length == 4;
        if (!isImage || layout == shape.Layout || shape.Channels == 1 || shape.Height * shape.Width == 1)
            System.Buffer.MemoryCopy(source, destination, shape.Bytes, shape.Bytes);
        else if (shape.IsDouble)
            Transpose((double*)source, (double*)destination, shape, shape.IsChannelsLast);
        else
            Transpose((float*)source, (float*)destination, shape, shape.IsChannelsLast);
    }

    /// <summary>Copies a value to where its channels shall be outermost.</summary>
    internal static void CopyOut(Slot source, void* destination)
    {
        if (!source.IsChannelsLast || source.Channels == 1 || source.Height * source.Width == 1)
            System.Buffer.MemoryCopy(source.Pointer, destination, source.Bytes, source.Bytes);
        else if (source.IsDouble)
            Transpose((double*)source.Pointer, (double*)destination, source, toChannelsLast: false);
        else
            Transpose((float*)source.Pointer, (float*)destination, source, toChannelsLast: false);
    }

    private static void Transpose<T>(T* source, T* destination, Slot shape, bool toChannelsLast)
        where T : unmanaged
    {
        var positions = shape.Height * shape.Width;
        var (rows, columns) = toChannelsLast ? (shape.Channels, positions) : (positions, shape.Channels);
        Transpose(shape.Batch, source, destination, rows, columns);
    }

    /// <summary>destination[n, c, r] = source[n, r, c].</summary>
    internal static void Transpose<T>(long count, T* source, T* destination, int rows, int columns)
        where T : unmanaged => Parallel.For(count, (long)rows * columns, new Transpositions<T>(source, destination, rows, columns));

    private readonly struct Transpositions<T>(T* source, T* destination, int rows, int columns) : IRange
        where T : unmanaged
    {
        public void Run(long begin, long end)
        {
            for (var n = begin; n < end; n++)
                Transpose(source + n * rows * columns, destination + n * rows * columns, rows, columns);
        }
    }

    /// <summary>destination[c, r] = source[r, c].</summary>
    [MethodImpl(Hot.Loop)]
    internal static void Transpose<T>(T* source, T* destination, int rows, int columns)
        where T : unmanaged
    {
        var tile = sizeof(T) == sizeof(float) && Sse.IsSupported ? Tile : 1;
        // By blocks, so that both sides stay in the cache.
        for (var r0 = 0; r0 < rows; r0 += Block)
        {
            var lastRow = Math.Min(rows, r0 + Block);
            for (var c0 = 0; c0 < columns; c0 += Block)
            {
                var lastColumn = Math.Min(columns, c0 + Block);
                var (tiledRow, tiledColumn) = (lastRow - (lastRow - r0) % tile, lastColumn - (lastColumn - c0) % tile);
                for (var r = r0; tile > 1 && r < tiledRow; r += tile)
                {
                    for (var c = c0; c < tiledColumn; c += tile)
                        TransposeTile((float*)source + (long)r * columns + c, (float*)destination + (long)c * rows + r, rows, columns);
                }
                for (var r = r0; r < lastRow; r++)
                {
                    for (var c = tile > 1 && r < tiledRow ? tiledColumn : c0; c < lastColumn; c++)
                        destination[(long)c * rows + r] = source[(long)r * columns + c];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeTile(float* source, float* destination, int rows, int columns)
    {
        var (a, b, c, d) = (Sse.LoadVector128(source), Sse.LoadVector128(source + columns), Sse.LoadVector128(source + 2L * columns), Sse.LoadVector128(source + 3L * columns));
        var (abLow, abHigh, cdLow, cdHigh) = (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b), Sse.UnpackLow(c, d), Sse.UnpackHigh(c, d));
        Sse.Store(destination, Sse.MoveLowToHigh(abLow, cdLow));
        Sse.Store(destination + rows, Sse.MoveHighToLow(cdLow, abLow));
        Sse.Store(destination + 2L * rows, Sse.MoveLowToHigh(abHigh, cdHigh));
        Sse.Store(destination + 3L * rows, Sse.MoveHighToLow(cdHigh, abHigh));
    }
}
