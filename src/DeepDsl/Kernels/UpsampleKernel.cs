using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Upsampling of values with their channels innermost.</summary>
public static unsafe class UpsampleKernel
{
    /// <summary>The larger map.</summary>
    public static void Forward(Slot x, Slot y, bool bilinear, bool alignCorners)
    {
        if (x.IsDouble)
            Forward<double>(x, y, bilinear, alignCorners);
        else
            Forward<float>(x, y, bilinear, alignCorners);
    }

    /// <summary>The gradient of x: that of each position goes to those it was made of.</summary>
    public static void Backward(Slot gradient, Slot gradX, bool bilinear, bool alignCorners)
    {
        if (gradient.IsDouble)
            Backward<double>(gradient, gradX, bilinear, alignCorners);
        else
            Backward<float>(gradient, gradX, bilinear, alignCorners);
    }

    private static void Forward<T>(PooledMaps x, PooledMaps y, bool bilinear, bool alignCorners)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (bilinear)
            Parallel.For((long)y.Count * y.Height, y.RowElements, new Blends<T>(x, y, alignCorners));
        else
            Parallel.For((long)x.Count * x.Height, y.RowElements * y.Height / x.Height, new Repetitions<T>(x, y));
    }

    private static void Backward<T>(PooledMaps gradient, PooledMaps gradX, bool bilinear, bool alignCorners)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (bilinear)
            Parallel.For(gradX.Count, gradient.RowElements * gradient.Height, new Shares<T>(gradient, gradX, alignCorners));
        else
            Parallel.For((long)gradX.Count * gradX.Height, gradient.RowElements * gradient.Height / gradX.Height, new Sums<T>(gradient, gradX));
    }

    // The nearest position is repeated in both directions.
    private readonly struct Repetitions<T>(PooledMaps x, PooledMaps y) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(long begin, long end)
        {
            var (down, across) = (y.Height / x.Height, y.Width / x.Width);
            var (run, line) = ((long)x.Channels * sizeof(T), y.RowElements * sizeof(T));
            for (var row = begin; row < end; row++)
            {
                var target = y.At<T>(0, 0, 0) + row * down * y.RowElements;
                for (var i = 0; i < across; i++)
                    RowCopies.Run(x.At<T>(0, 0, 0) + row * x.RowElements, run, target + (long)i * x.Channels, across * run, run, x.Width);
                RowCopies.Run(target, 0, target + y.RowElements, line, line, down - 1);
            }
        }
    }

    private readonly struct Sums<T>(PooledMaps gradient, PooledMaps gradX) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(Hot.Loop)]
        public void Run(long begin, long end)
        {
            var (down, across, channels) = (gradient.Height / gradX.Height, gradient.Width / gradX.Width, gradX.Channels);
            var target = gradX.At<T>(0, 0, 0) + begin * gradX.RowElements;
            for (var row = begin; row < end; row++)
            {
                var source = gradient.At<T>(0, 0, 0) + row * down * gradient.RowElements;
                for (var w = 0; w < gradX.Width; w++, target += channels, source += (long)across * channels)
                    AvgPoolKernel.Mean(source, gradient.Width, (0, down), (0, across), T.One, target, channels);
            }
        }
    }

    private readonly struct Blends<T>(PooledMaps x, PooledMaps y, bool alignCorners) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(Hot.Loop)]
        public void Run(long begin, long end)
        {
            fixed (byte* scratch = Scratch.Bytes(y.Width * sizeof(Source)))
            {
                var columns = Columns(scratch, x.Width, y.Width, alignCorners);
                for (var i = begin; i < end; i++)
                {
                    var (n, h) = ((int)(i / y.Height), (int)(i % y.Height));
                    var row = Source.Of(h, x.Height, y.Height, alignCorners);
                    var target = y.At<T>(n, h, 0);
                    for (var w = 0; w < y.Width; w++, target += y.Channels)
                        new Corners<T>(x, n, row, columns[w]).Blend(target, x.Channels);
                }
            }
        }
    }

    private readonly struct Shares<T>(PooledMaps gradient, PooledMaps gradX, bool alignCorners) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(Hot.Loop)]
        public void Run(long begin, long end)
        {
            fixed (byte* scratch = Scratch.Bytes(gradient.Width * sizeof(Source)))
            {
                var columns = Columns(scratch, gradX.Width, gradient.Width, alignCorners);
                for (var n = (int)begin; n < end; n++)
                {
                    new Span<T>(gradX.At<T>(n, 0, 0), checked((int)(gradX.Height * gradX.RowElements))).Clear();
                    for (var h = 0; h < gradient.Height; h++)
                    {
                        var row = Source.Of(h, gradX.Height, gradient.Height, alignCorners);
                        var source = gradient.At<T>(n, h, 0);
                        for (var w = 0; w < gradient.Width; w++, source += gradient.Channels)
                            new Corners<T>(gradX, n, row, columns[w]).Share(source, gradX.Channels);
                    }
                }
            }
        }
    }

    private static Source* Columns(byte* scratch, int small, int large, bool alignCorners)
    {
        var columns = (Source*)scratch;
        for (var w = 0; w < large; w++)
            columns[w] = Source.Of(w, small, large, alignCorners);
        return columns;
    }

    /// <summary>The four positions of the small map that one of the large map lies between, and what each has to do with it.</summary>
    private readonly ref struct Corners<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T* _upperLeft;
        private readonly T* _upperRight;
        private readonly T* _lowerLeft;
        private readonly T* _lowerRight;
        private readonly T _down;
        private readonly T _across;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Corners(PooledMaps small, int n, Source row, Source column)
        {
            var (upper, lower) = (((long)n * small.Height + row.First) * small.Width, ((long)n * small.Height + row.Second) * small.Width);
            var data = small.At<T>(0, 0, 0);
            _upperLeft = data + (upper + column.First) * small.Channels;
            _upperRight = data + (upper + column.Second) * small.Channels;
            _lowerLeft = data + (lower + column.First) * small.Channels;
            _lowerRight = data + (lower + column.Second) * small.Channels;
            _down = T.CreateTruncating(row.Fraction);
            _across = T.CreateTruncating(column.Fraction);
        }

        [MethodImpl(Hot.Loop)]
        public void Blend(T* y, int channels)
        {
            T* a = _upperLeft, b = _upperRight, c = _lowerLeft, d = _lowerRight;
            var (p, q, r, s) = Factors();
            var i = 0;
            for (; i <= channels - Vector<T>.Count; i += Vector<T>.Count)
                Blend<WholeVectors>(i);
            for (; i < channels; i++)
                Blend<SingleElements>(i);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            void Blend<TLanes>(int at)
                where TLanes : struct, ILanes
            {
                var upper = VectorMath.MultiplyAdd(TLanes.Load(a + at), p, TLanes.Load(b + at) * q);
                TLanes.Store(VectorMath.MultiplyAdd(TLanes.Load(c + at), r, VectorMath.MultiplyAdd(TLanes.Load(d + at), s, upper)), y + at);
            }
        }

        /// <summary>Corners may be the same position, which is why each is written before the next is read.</summary>
        [MethodImpl(Hot.Loop)]
        public void Share(T* gradient, int channels)
        {
            T* a = _upperLeft, b = _upperRight, c = _lowerLeft, d = _lowerRight;
            var (p, q, r, s) = Factors();
            var i = 0;
            for (; i <= channels - Vector<T>.Count; i += Vector<T>.Count)
                Share<WholeVectors>(i);
            for (; i < channels; i++)
                Share<SingleElements>(i);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            void Share<TLanes>(int at)
                where TLanes : struct, ILanes
            {
                var value = TLanes.Load(gradient + at);
                TLanes.Store(VectorMath.MultiplyAdd(value, p, TLanes.Load(a + at)), a + at);
                TLanes.Store(VectorMath.MultiplyAdd(value, q, TLanes.Load(b + at)), b + at);
                TLanes.Store(VectorMath.MultiplyAdd(value, r, TLanes.Load(c + at)), c + at);
                TLanes.Store(VectorMath.MultiplyAdd(value, s, TLanes.Load(d + at)), d + at);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private (Vector<T> UpperLeft, Vector<T> UpperRight, Vector<T> LowerLeft, Vector<T> LowerRight) Factors()
        {
            var (up, left) = (T.One - _down, T.One - _across);
            return (new(up * left), new(up * _across), new(_down * left), new(_down * _across));
        }
    }

    /// <summary>The two neighbouring positions of the small map that one of the large map lies between, and the share of the second.</summary>
    private readonly record struct Source(int First, int Second, double Fraction)
    {
        public static Source Of(int position, int small, int large, bool alignCorners)
        {
            var place = !alignCorners ? Math.Max(0, (position + 0.5) * small / large - 0.5)
                : large > 1 ? (double)position * (small - 1) / (large - 1)
                : 0;
            var first = Math.Min((int)place, small - 1);
            return new(first, Math.Min(first + 1, small - 1), place - first);
        }
    }
}
