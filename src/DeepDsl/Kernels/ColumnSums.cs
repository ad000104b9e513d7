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
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var totals = Scratch.Doubles(columns);
        totals.Clear();
        Add(x, null, null, rows, columns, totals, default);
        for (var c = 0; c < columns; c++)
            sums[c] = T.CreateTruncating(totals[c]);
    }

    /// <summary>Adds Σ a and, where <paramref name="b"/> is given, Σ a·(b − shift) of every column to the totals.</summary>
    public static void Add<T>(T* a, T* b, T* shift, int rows, int columns, Span<double> sums, Span<double> products)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (byte* scratch = Scratch.Bytes(2 * columns * sizeof(T)))
        {
            var partial = (T*)scratch;
            var partialProducts = (T*)scratch + columns;
            for (var begin = 0; begin < rows; begin += Block)
            {
                new Span<T>(partial, 2 * columns).Clear();
                for (var row = begin; row < Math.Min(rows, begin + Block); row++)
                    AddRow(a + (long)row * columns, b == null ? null : b + (long)row * columns, shift, columns, partial, partialProducts);
                for (var c = 0; c < columns; c++)
                    sums[c] += double.CreateTruncating(partial[c]);
                for (var c = 0; b != null && c < columns; c++)
                    products[c] += double.CreateTruncating(partialProducts[c]);
            }
        }
    }

    private static void AddRow<T>(T* a, T* b, T* shift, int columns, T* sums, T* products)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var c = 0;
        for (; c <= columns - width; c += width)
        {
            var value = Vector.Load(a + c);
            Vector.Store(Vector.Load(sums + c) + value, sums + c);
            if (b != null)
                Vector.Store(Vector.Load(products + c) + value * (Vector.Load(b + c) - Vector.Load(shift + c)), products + c);
        }
        for (; c < columns; c++)
        {
            sums[c] += a[c];
            if (b != null)
                products[c] += a[c] * (b[c] - shift[c]);
        }
    }
}
