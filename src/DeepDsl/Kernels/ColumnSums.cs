using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Sums over rows, in double precision from one block of rows to the next.</summary>
internal static unsafe class ColumnSums
{
    private const int Block = 128;

    /// <summary>The sums of the columns of <paramref name="x"/>, written from the element <paramref name="first"/> on.</summary>
    public static void Run(Slot x, Slot sums, int first = 0)
    {
        if (x.IsDouble)
            Run((double*)x.Pointer, (double*)sums.Pointer + first, x.Rows, x.Columns);
        else
            Run((float*)x.Pointer, (float*)sums.Pointer + first, x.Rows, x.Columns);
    }

    /// <summary>The sums of the channels, of maps with their channels innermost or of values (channels, length).</summary>
    public static void OfChannels(Slot x, Slot sums)
    {
        if (x.Sizes.Length != 3)
            Run(x, sums);
        else if (x.IsDouble)
            OfLines((double*)x.Pointer, (double*)sums.Pointer, x);
        else
            OfLines((float*)x.Pointer, (float*)sums.Pointer, x);
    }

    private static void OfLines<T>(T* x, T* sums, Slot shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var c = 0; c < shape.Channels; c++)
        {
            var total = 0.0;
            for (var n = 0; n < shape.Batch; n++)
                total += double.CreateTruncating(Loops.Sum(x + ((long)n * shape.Channels + c) * shape.Columns, shape.Columns));
            sums[c] = T.CreateTruncating(total);
        }
    }

    private static void Run<T>(T* x, T* sums, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run<T, Values<T>>((long)rows * columns, columns, new(x), sums);

    /// <summary>The sums of what every element contributes to its column.</summary>
    public static void Run<T, TTerms>(long count, int columns, TTerms terms, T* sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerms : struct, IChannelTerms<T>
    {
        var totals = Scratch.Doubles(columns);
        ChannelLoops.Reduce<T, TTerms>(count, ChannelLoops.Tile<T>(columns), terms, totals, default);
        for (var c = 0; c < columns; c++)
            sums[c] = T.CreateTruncating(totals[c]);
    }
}
