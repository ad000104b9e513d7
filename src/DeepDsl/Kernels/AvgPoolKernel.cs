using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Average pooling over values with their channels innermost, and over sequences.</summary>
public static unsafe class AvgPoolKernel
{
    /// <summary>The means of the windows.</summary>
    public static void Forward(Slot x, Slot y, (int, int) kernel, (int, int) stride, (int, int) padding, bool countIncludePad)
    {
        var window = new PoolingWindow(kernel, stride, padding, x);
        if (x.IsDouble)
            Forward<double>(x, y, window, countIncludePad);
        else
            Forward<float>(x, y, window, countIncludePad);
    }

    /// <summary>The gradient of x: that of each mean is shared by its window.</summary>
    public static void Backward(Slot gradient, Slot gradX, (int, int) kernel, (int, int) stride, (int, int) padding, bool countIncludePad)
    {
        var window = new PoolingWindow(kernel, stride, padding, gradX);
        if (gradient.IsDouble)
            Backward<double>(gradient, gradX, window, countIncludePad);
        else
            Backward<float>(gradient, gradX, window, countIncludePad);
    }

    private static void Forward<T>(PooledMaps x, PooledMaps y, PoolingWindow window, bool countIncludePad)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.AreLines)
            LineTiles.Run<T, Lines<T>>(x, y, new(window, countIncludePad));
        else
            Parallel.For((long)y.Count * y.Height, x.RowElements * x.Height / y.Height, new Means<T>(x, y, window, countIncludePad));
    }

    private readonly struct Lines<T>(PoolingWindow window, bool countIncludePad) : ILinePooling
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(PooledMaps from, PooledMaps to, long line) => new Means<T>(from, to, window, countIncludePad).Run(0, 1);
    }

    private readonly struct LineGradients<T>(PoolingWindow window, bool countIncludePad) : ILinePooling
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(PooledMaps from, PooledMaps to, long line) => new Shares<T>(from, to, window, countIncludePad).Run(0, 1);
    }

    private readonly struct Means<T>(PooledMaps x, PooledMaps y, PoolingWindow window, bool countIncludePad) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(long begin, long end)
        {
            for (var i = begin; i < end; i++)
            {
                var (n, row) = ((int)(i / y.Height), (int)(i % y.Height));
                for (var column = 0; column < y.Width; column++)
                    Mean(x.At<T>(n, 0, 0), x.Width, window.Rows(row), window.Columns(column), Share<T>(window, row, column, countIncludePad), y.At<T>(n, row, column), x.Channels);
            }
        }
    }

    /// <summary>The sums over a window, times a share.</summary>
    [MethodImpl(Hot.Loop)]
    internal static void Mean<T>(T* x, int width, (int From, int To) rows, (int From, int To) columns, T share, T* y, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var c = 0;
        for (; c <= channels - Vector<T>.Count; c += Vector<T>.Count)
            Mean<WholeVectors>(c);
        for (; c < channels; c++)
            Mean<SingleElements>(c);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Mean<TLanes>(int channel)
            where TLanes : struct, ILanes
        {
            var sum = Vector<T>.Zero;
            for (var row = rows.From; row < rows.To; row++)
            {
                var source = x + ((long)row * width + columns.From) * channels + channel;
                for (var column = columns.From; column < columns.To; column++, source += channels)
                    sum += TLanes.Load(source);
            }
            TLanes.Store(sum * new Vector<T>(share), y + channel);
        }
    }

    private static void Backward<T>(PooledMaps gradient, PooledMaps gradX, PoolingWindow window, bool countIncludePad)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (gradX.AreLines)
            LineTiles.Run<T, LineGradients<T>>(gradient, gradX, new(window, countIncludePad));
        else
            Parallel.For(gradient.Count, gradX.RowElements * gradX.Height, new Shares<T>(gradient, gradX, window, countIncludePad));
    }

    private readonly struct Shares<T>(PooledMaps gradient, PooledMaps gradX, PoolingWindow window, bool countIncludePad) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(long begin, long end)
        {
            for (var n = (int)begin; n < end; n++)
            {
                new Span<T>(gradX.At<T>(n, 0, 0), checked((int)(gradX.Height * gradX.RowElements))).Clear();
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
    }

    private static T Share<T>(PoolingWindow window, int row, int column, bool countIncludePad)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (rows, columns) = (window.Rows(row), window.Columns(column));
        return T.One / T.CreateTruncating(countIncludePad ? window.SizeWithPadding(row, column) : (rows.To - rows.From) * (columns.To - columns.From));
    }
}
