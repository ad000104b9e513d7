using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Max pooling over values with their channels innermost, and over sequences.</summary>
public static unsafe class MaxPoolKernel
{
    /// <summary>The maxima, and for each the position it came from, if that is wanted.</summary>
    public static void Forward(Slot x, Slot y, Slot? winners, (int, int) kernel, (int, int) stride, (int, int) padding)
    {
        var window = new PoolingWindow(kernel, stride, padding, x);
        if (x.IsDouble)
            Forward<double>(x, y, winners is null ? null : (int*)winners.Pointer, window);
        else
            Forward<float>(x, y, winners is null ? null : (int*)winners.Pointer, window);
    }

    /// <summary>The maxima of a value, which need not be a slot's.</summary>
    internal static void Forward<T>(PooledMaps x, PooledMaps y, MaxPoolWindow window)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Forward<T>(x, y, null, window.Over(x));

    /// <summary>The gradient of x: that of each result goes to the position it came from.</summary>
    public static void Backward(Slot gradient, Slot winners, Slot gradX)
    {
        if (gradient.IsDouble)
            Backward<double>(gradient, (int*)winners.Pointer, gradX);
        else
            Backward<float>(gradient, (int*)winners.Pointer, gradX);
    }

    private static void Forward<T>(PooledMaps x, PooledMaps y, int* winners, PoolingWindow window)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Parallel.For((long)y.Count * y.Height, x.RowElements * x.Height / y.Height, new Rows<T>(x, y, winners, window));

    private readonly struct Rows<T>(PooledMaps x, PooledMaps y, int* winners, PoolingWindow window) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            var channels = x.Channels;
            var output = y.At<T>(0, 0, 0) + begin * y.RowElements;
            var winner = winners == null ? null : winners + begin * y.RowElements;
            for (var i = begin; i < end; i++)
            {
                var input = x.At<T>((int)(i / y.Height), 0, 0);
                var (top, bottom) = window.Rows((int)(i % y.Height));
                for (var column = 0; column < y.Width; column++, output += channels)
                {
                    var (left, right) = window.Columns(column);
                    new Span<T>(output, channels).Fill(T.NegativeInfinity);
                    if (winner != null)
                        new Span<int>(winner, channels).Fill(top * x.Width + left);
                    for (var h = top; h < bottom; h++)
                    {
                        for (var w = left; w < right; w++)
                        {
                            var values = input + ((long)h * x.Width + w) * channels;
                            if (winner == null)
                                Compete(values, output, channels);
                            else
                                Compete(values, h * x.Width + w, output, winner, channels);
                        }
                    }
                    if (winner != null)
                        winner += channels;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compete<T>(T* x, T* best, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var c = 0;
        for (; c <= channels - Vector<T>.Count; c += Vector<T>.Count)
        {
            var (value, old) = (Vector.Load(x + c), Vector.Load(best + c));
            Vector.Store(Vector.ConditionalSelect(Vector.GreaterThan(value, old) | ~Vector.Equals(value, value), value, old), best + c);
        }
        for (; c < channels; c++)
        {
            if (x[c] > best[c] || T.IsNaN(x[c]))
                best[c] = x[c];
        }
    }

    // NaN wins, as in PyTorch.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compete<T>(T* x, int position, T* best, int* winners, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var c = 0;
        // Lanes of float and int are of one width, so a comparison selects both.
        for (; typeof(T) == typeof(float) && c <= channels - Vector<float>.Count; c += Vector<float>.Count)
        {
            var (value, old) = (Vector.Load((float*)x + c), Vector.Load((float*)best + c));
            var wins = Vector.GreaterThan(value, old) | ~Vector.Equals(value, value);
            Vector.Store(Vector.ConditionalSelect(wins, value, old), (float*)best + c);
            Vector.Store(Vector.ConditionalSelect(wins, new Vector<int>(position), Vector.Load(winners + c)), winners + c);
        }
        for (; c < channels; c++)
        {
            if (!(x[c] > best[c]) && !T.IsNaN(x[c]))
                continue;
            best[c] = x[c];
            winners[c] = position;
        }
    }

    private static void Backward<T>(PooledMaps gradient, int* winners, PooledMaps gradX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Parallel.For(gradient.Count, gradX.RowElements * gradX.Height, new Maps<T>(gradient, winners, gradX));

    private readonly struct Maps<T>(PooledMaps gradient, int* winners, PooledMaps gradX) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            var channels = gradX.Channels;
            var source = gradient.At<T>((int)begin, 0, 0);
            var winner = winners + begin * gradient.Height * gradient.RowElements;
            for (var n = begin; n < end; n++)
            {
                var target = gradX.At<T>((int)n, 0, 0);
                new Span<T>(target, checked((int)(gradX.Height * gradX.RowElements))).Clear();
                for (var position = 0; position < gradient.Height * gradient.Width; position++, source += channels, winner += channels)
                {
                    for (var c = 0; c < channels; c++)
                        target[(long)winner[c] * channels + c] += source[c];
                }
            }
        }
    }
}
