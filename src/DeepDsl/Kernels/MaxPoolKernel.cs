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
    public static void Backward(Slot gradient, Slot winners, Slot gradX, (int, int) kernel, (int, int) stride, (int, int) padding)
    {
        var window = new PoolingWindow(kernel, stride, padding, gradX);
        if (gradient.IsDouble)
            Backward<double>(gradient, (int*)winners.Pointer, gradX, window);
        else
            Backward<float>(gradient, (int*)winners.Pointer, gradX, window);
    }

    private static void Forward<T>(PooledMaps x, PooledMaps y, int* winners, PoolingWindow window)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.AreLines)
            LineTiles.Run<T, Lines<T>>(x, y, new(winners, window));
        else
            Parallel.For((long)y.Count * y.Height, x.RowElements * x.Height / y.Height, new Rows<T>(x, y, winners, window));
    }

    // The winners of a tile of lines stay in its order, which is that of the backward pass as well.
    private readonly struct Lines<T>(int* winners, PoolingWindow window) : ILinePooling
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(PooledMaps from, PooledMaps to, long line) => new Rows<T>(from, to, winners == null ? null : winners + line * to.Width, window).Run(0, 1);
    }

    private readonly struct LineGradients<T>(int* winners, PoolingWindow window) : ILinePooling
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(PooledMaps from, PooledMaps to, long line) => Backward<T>(from, winners + line * from.Width, to, window);
    }

    private readonly struct Rows<T>(PooledMaps x, PooledMaps y, int* winners, PoolingWindow window) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(Hot.Loop)]
        public void Run(long begin, long end)
        {
            var channels = x.Channels;
            var output = y.At<T>(0, 0, 0) + begin * y.RowElements;
            var winner = winners == null ? null : winners + begin * y.RowElements;
            for (var i = begin; i < end; i++)
            {
                var input = x.At<T>((int)(i / y.Height), 0, 0);
                var rows = window.Rows((int)(i % y.Height));
                for (var column = 0; column < y.Width; column++, output += channels)
                {
                    Best(input, x.Width, rows, window.Columns(column), output, winner, channels);
                    if (winner != null)
                        winner += channels;
                }
            }
        }
    }

    [MethodImpl(Hot.Loop)]
    private static void Best<T>(T* x, int width, (int From, int To) rows, (int From, int To) columns, T* best, int* winners, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var c = 0;
        // Lanes of float and int are of one width, so a comparison selects both.
        var whole = typeof(T) == typeof(float) || winners == null ? channels : 0;
        for (; c <= whole - 2 * Vector<T>.Count; c += 2 * Vector<T>.Count)
            BestPair(c);
        for (; c <= whole - Vector<T>.Count; c += Vector<T>.Count)
            Best<WholeVectors>(c);
        for (; c < channels; c++)
            Best<SingleElements>(c);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Best<TLanes>(int channel)
            where TLanes : struct, ILanes
        {
            var highest = new Vector<T>(T.NegativeInfinity);
            var place = Place(rows.From * width + columns.From);
            for (var row = rows.From; row < rows.To; row++)
            {
                var position = row * width + columns.From;
                var source = x + (long)position * channels + channel;
                for (var end = row * width + columns.To; position < end; position++, source += channels)
                    Compete(TLanes.Load(source), Place(position), ref highest, ref place);
            }
            Store<TLanes>(highest, place, channel);
        }

        // Two vectors at a time, as the loops over a small window are as much work as what is done within.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void BestPair(int channel)
        {
            var highest = new Vector<T>(T.NegativeInfinity);
            var place = Place(rows.From * width + columns.From);
            var (otherHighest, otherPlace) = (highest, place);
            for (var row = rows.From; row < rows.To; row++)
            {
                var position = row * width + columns.From;
                var source = x + (long)position * channels + channel;
                for (var end = row * width + columns.To; position < end; position++, source += channels)
                {
                    var here = Place(position);
                    Compete(Vector.Load(source), here, ref highest, ref place);
                    Compete(Vector.Load(source + Vector<T>.Count), here, ref otherHighest, ref otherPlace);
                }
            }
            Store<WholeVectors>(highest, place, channel);
            Store<WholeVectors>(otherHighest, otherPlace, channel + Vector<T>.Count);
        }

        // NaN wins, as in PyTorch.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Compete(Vector<T> value, Vector<T> here, ref Vector<T> highest, ref Vector<T> place)
        {
            var wins = Vector.GreaterThan(value, highest) | ~Vector.Equals(value, value);
            highest = Vector.ConditionalSelect(wins, value, highest);
            place = Vector.ConditionalSelect(wins, here, place);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Store<TLanes>(Vector<T> highest, Vector<T> place, int channel)
            where TLanes : struct, ILanes
        {
            TLanes.Store(highest, best + channel);
            if (winners == null)
                return;
            if (typeof(T) == typeof(float))
                TLanes.Store(Vector.As<T, int>(place), winners + channel);
            else
                winners[channel] = (int)Vector.ToScalar(Vector.As<T, long>(place));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector<T> Place(int position) => typeof(T) == typeof(float) ? Vector.As<int, T>(new(position)) : Vector.As<long, T>(new(position));
    }

    private static void Backward<T>(PooledMaps gradient, int* winners, PooledMaps gradX, PoolingWindow window)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (gradX.AreLines)
            LineTiles.Run<T, LineGradients<T>>(gradient, gradX, new(winners, window));
        else if (typeof(T) == typeof(float) && window.AreApart && gradX.Channels >= Vector<float>.Count)
            Parallel.For(gradient.Count, gradX.RowElements * gradX.Height, new Windows(gradient, winners, gradX, window));
        else
            Parallel.For(gradient.Count, gradX.RowElements * gradX.Height, new Maps<T>(gradient, winners, gradX));
    }

    private static void Clear<T>(PooledMaps maps, long n)
        where T : unmanaged => new Span<T>(maps.At<T>((int)n, 0, 0), checked((int)(maps.Height * maps.RowElements))).Clear();

    // Where no position is in two windows, each is written once: with the gradient of its window, or with 0.
    private readonly struct Windows(PooledMaps gradient, int* winners, PooledMaps gradX, PoolingWindow window) : IRange
    {
        [MethodImpl(Hot.Loop)]
        public void Run(long begin, long end)
        {
            var channels = gradX.Channels;
            for (var n = begin; n < end; n++)
            {
                if (!window.Covers(gradient))
                    Clear<float>(gradX, n);
                for (var row = 0; row < gradient.Height; row++)
                {
                    var (top, bottom) = window.Rows(row);
                    for (var h = top; h < bottom; h++)
                    {
                        var source = gradient.At<float>((int)n, row, 0);
                        var winner = winners + (source - gradient.At<float>(0, 0, 0));
                        for (var column = 0; column < gradient.Width; column++, source += channels, winner += channels)
                        {
                            var (left, right) = window.Columns(column);
                            for (var w = left; w < right; w++)
                                Place(source, winner, h * gradX.Width + w, gradX.At<float>((int)n, h, w), channels);
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Place(float* gradient, int* winners, int position, float* target, int channels)
    {
        var (here, last) = (new Vector<int>(position), channels - Vector<int>.Count);
        for (var c = 0; c < last; c += Vector<int>.Count)
            Place(c);
        // The last ones overlap those before them, if channels are no whole vectors.
        Place(last);

        void Place(int c) => Vector.Store(Vector.ConditionalSelect(Vector.Equals(Vector.Load(winners + c), here), Vector.Load(gradient + c), Vector<float>.Zero), target + c);
    }

    private readonly struct Maps<T>(PooledMaps gradient, int* winners, PooledMaps gradX) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(Hot.Loop)]
        public void Run(long begin, long end)
        {
            var channels = gradX.Channels;
            var source = gradient.At<T>((int)begin, 0, 0);
            var winner = winners + begin * gradient.Height * gradient.RowElements;
            for (var n = begin; n < end; n++)
            {
                var target = gradX.At<T>((int)n, 0, 0);
                Clear<T>(gradX, n);
                for (var position = 0; position < gradient.Height * gradient.Width; position++, source += channels, winner += channels)
                {
                    for (var c = 0; c < channels; c++)
                        target[(long)winner[c] * channels + c] += source[c];
                }
            }
        }
    }
}
