using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Average pooling over values with their channels innermost, and over sequences.</summary>
public static unsafe class AvgPoolKernel
{
    /// <summary>The means of the windows.</summary>
    public static void Forward(Slot x, Slot y, (int, int) kernel, (int, int) stride, (int, int) padding, bool countIncludePad)
    {
        var window = new PoolingWindow(kernel, stride, padding, x);
        y.Clear();
        if (x.IsDouble)
            Forward<double>(x, y, window, countIncludePad);
        else
            Forward<float>(x, y, window, countIncludePad);
    }

    /// <summary>The gradient of x: that of each mean is shared by its window.</summary>
    public static void Backward(Slot gradient, Slot gradX, (int, int) kernel, (int, int) stride, (int, int) padding, bool countIncludePad)
    {
        var window = new PoolingWindow(kernel, stride, padding, gradX);
        gradX.Clear();
        if (gradient.IsDouble)
            Backward<double>(gradient, gradX, window, countIncludePad);
        else
            Backward<float>(gradient, gradX, window, countIncludePad);
    }

    private static void Forward<T>(PooledMaps x, PooledMaps y, PoolingWindow window, bool countIncludePad)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var n = 0; n < y.Count; n++)
        {
            for (var row = 0; row < y.Height; row++)
            {
                for (var column = 0; column < y.Width; column++)
                {
                    var output = y.At<T>(n, row, column);
                    var share = Share<T>(window, row, column, countIncludePad);
                    var (rows, columns) = (window.Rows(row), window.Columns(column));
                    for (var h = rows.From; h < rows.To; h++)
                    {
                        for (var w = columns.From; w < columns.To; w++)
                            Loops.AddScaled(T.One, x.At<T>(n, h, w), output, x.Channels);
                    }
                    Loops.Scale(share, output, x.Channels);
                }
            }
        }
    }

    private static void Backward<T>(PooledMaps gradient, PooledMaps gradX, PoolingWindow window, bool countIncludePad)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var n = 0; n < gradient.Count; n++)
        {
            for (var row = 0; row < gradient.Height; row++)
            {
                for (var column = 0; column < gradient.Width; column++)
                {
                    var share = Share<T>(window, row, column, countIncludePad);
                    var (rows, columns) = (window.Rows(row), window.Columns(column));
                    for (var h = rows.From; h < rows.To; h++)
                    {
                        for (var w = columns.From; w < columns.To; w++)
                            Loops.AddScaled(share, gradient.At<T>(n, row, column), gradX.At<T>(n, h, w), gradX.Channels);
                    }
                }
            }
        }
    }

    private static T Share<T>(PoolingWindow window, int row, int column, bool countIncludePad)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (rows, columns) = (window.Rows(row), window.Columns(column));
        return T.One / T.CreateTruncating(countIncludePad ? window.SizeWithPadding(row, column) : (rows.To - rows.From) * (columns.To - columns.From));
    }

    /// <summary>The channels at one position.</summary>
    internal static T* At<T>(Slot slot, int n, int row, int column)
        where T : unmanaged => (T*)slot.Pointer + (((long)n * slot.Height + row) * slot.Width + column) * slot.Channels;
}
