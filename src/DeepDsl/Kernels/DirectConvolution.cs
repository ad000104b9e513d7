using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>2-D convolution of few channels by vectors of 512 bits: first layers, where libtorch's own is slow.</summary>
/// <remarks>Sixteen channels of the result lie side by side in a vector; sums of eight positions, or of nine elements of the kernel, stay in registers.
/// Every image is copied with its padding, so that windows need no bounds, and channels are padded to whole vectors.</remarks>
internal readonly unsafe struct DirectConvolution
{
    private const int Lanes = 16;
    private const int Positions = 8;
    private const int Taps = 9;

    // Images whose gradients are added up together, whatever the number of threads.
    private const int Parts = 16;

    private readonly float* _x;
    private readonly int _batch, _height, _width, _channels, _outChannels, _outHeight, _outWidth, _kernelHeight, _kernelWidth, _strideHeight, _strideWidth, _padHeight, _padWidth;

    public DirectConvolution(Slot x, Slot weight, (int, int) stride, (int, int) padding)
    {
        _x = (float*)x.Pointer;
        (_batch, _channels, _height, _width) = (x.Batch, x.Channels, x.Height, x.Width);
        (_outChannels, _kernelHeight, _kernelWidth) = (weight.Batch, weight.Height, weight.Width);
        (_strideHeight, _strideWidth) = stride;
        (_padHeight, _padWidth) = padding;
        _outHeight = (_height + 2 * _padHeight - _kernelHeight) / _strideHeight + 1;
        _outWidth = (_width + 2 * _padWidth - _kernelWidth) / _strideWidth + 1;
    }

    /// <summary>Whether the result can be had, and faster than from libtorch: up to 5 times as fast for windows up to 7x7, but half as fast for patches of 16x16.</summary>
    public static bool SuitsForward(Slot x, Slot weight, (int, int) dilation, int groups, bool transposed) =>
        Can(x, dilation, groups, transposed) && weight.Sizes[0] >= Lanes / 2 && WindowElements(weight) <= 7 * 7 * 3;

    /// <summary>The same for the gradient of the weight, where libtorch is better with many channels, and with any that leave lanes or sums idle.</summary>
    public static bool SuitsBackward(Slot x, Slot weight, (int, int) dilation, int groups, bool transposed) =>
        Can(x, dilation, groups, transposed) && (weight.Sizes[0] == Lanes || weight.Sizes[0] == 2 * Lanes) && WindowElements(weight) <= 7 * 7 * 3 && 10 * Padded(WindowElements(weight), Taps) <= 11 * WindowElements(weight);

    // Of an image with its padding; the last positions are computed eight at a time, too.
    private int PaddedWidth => Math.Max(_width + 2 * _padWidth, (Padded(_outWidth, Positions) - 1) * _strideWidth + _kernelWidth) * _channels;

    private int PaddedCount => (_height + 2 * _padHeight) * PaddedWidth;

    private int RowTaps => _kernelWidth * _channels;

    private int Depth => Padded(_outChannels, Lanes);

    /// <summary>The result of a function behind the convolution, into memory for it.</summary>
    public void Forward<TFunction>(Slot weight, Slot? bias, Slot y, TFunction then)
        where TFunction : struct, IPointwise => Forward(weight, bias, (float*)y.Pointer, then, default, default);

    /// <summary>The maxima of that over windows: the maps of an image are not written but where the next one's will be.</summary>
    public void Maxima<TFunction>(Slot weight, Slot? bias, Slot y, TFunction then, MaxPoolWindow pool)
        where TFunction : struct, IPointwise => Forward(weight, bias, null, then, pool, y);

    private void Forward<TFunction>(Slot weight, Slot? bias, float* y, TFunction then, MaxPoolWindow pool, PooledMaps maxima)
        where TFunction : struct, IPointwise
    {
        var taps = _kernelHeight * RowTaps;
        fixed (byte* scratch = Scratch.OtherBytes(checked((taps + 1) * Depth * sizeof(float))))
        {
            var shift = (float*)scratch;
            var kernel = shift + Depth;
            new Span<float>(shift, (taps + 1) * Depth).Clear();
            bias?.Span<float>().CopyTo(new(shift, _outChannels));
            var weights = (float*)weight.Pointer;
            for (var o = 0; o < _outChannels; o++)
            {
                for (var tap = 0; tap < taps; tap++)
                    kernel[tap * Depth + o] = weights[Place(o, tap)];
            }
            Parallel.For(_batch, (long)_outHeight * _outWidth * Depth, new Images<TFunction>(this, kernel, shift, y, then, pool, maxima));
        }
    }

    /// <summary>The gradient of the weight.</summary>
    public void BackwardWeight(float* gradient, float* gradWeight)
    {
        var taps = _kernelHeight * RowTaps;
        var size = Padded(taps, Taps) * Depth;
        var parts = Math.Min(Parts, _batch);
        fixed (byte* scratch = Scratch.OtherBytes(checked(parts * size * sizeof(float))))
        {
            var sums = (float*)scratch;
            new Span<float>(sums, parts * size).Clear();
            Parallel.For(parts, (long)_batch / parts * _outHeight * _outWidth * Depth, new Gradients(this, gradient, sums, size, parts));
            for (var part = 1; part < parts; part++)
                Loops.AddScaled(1f, sums + (long)part * size, sums, size);
            for (var o = 0; o < _outChannels; o++)
            {
                for (var tap = 0; tap < taps; tap++)
                    gradWeight[Place(o, tap)] = sums[tap * Depth + o];
            }
        }
    }

    private static bool Can(Slot x, (int, int) dilation, int groups, bool transposed) =>
        Avx512F.IsSupported && Vector512.IsHardwareAccelerated && LibTorch.Level > NativeLevel.Off && !x.IsDouble && x.IsChannelsLast && x.Channels <= 4 && dilation == (1, 1) && groups == 1 && !transposed;

    private static int WindowElements(Slot weight) => (int)(weight.Count / weight.Sizes[0]);

    private static int Padded(int count, int unit) => (count + unit - 1) / unit * unit;

    // Where the weight has the element that meets a place of the window, which counts by rows, columns and channels.
    private int Place(int outChannel, int tap)
    {
        var (row, column, channel) = (tap / RowTaps, tap % RowTaps / _channels, tap % _channels);
        return ((outChannel * _channels + channel) * _kernelHeight + row) * _kernelWidth + column;
    }

    private void Pad(int image, float* padded)
    {
        var row = _width * _channels;
        for (var h = 0; h < _height; h++)
            Unsafe.CopyBlockUnaligned(padded + (h + _padHeight) * PaddedWidth + _padWidth * _channels, _x + ((long)image * _height + h) * row, (uint)(row * sizeof(float)));
    }

    // Eight positions of a row, for 32 channels.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<TFunction>(float* x, int step, int row, int rows, int taps, float* weight, int depth, float* bias, float* y, TFunction then)
        where TFunction : struct, IPointwise
    {
        Vector512<float> a0 = Vector512.Load(bias), b0 = Vector512.Load(bias + Lanes);
        Vector512<float> a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0, b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
        for (var r = 0; r < rows; r++, x += row)
        {
            var p = x;
            for (var tap = 0; tap < taps; tap++, p++, weight += depth)
            {
                var (v, w) = (Vector512.Load(weight), Vector512.Load(weight + Lanes));
                var q = p;
                var at = Vector512.Create(*q);
                (a0, b0) = (Avx512F.FusedMultiplyAdd(at, v, a0), Avx512F.FusedMultiplyAdd(at, w, b0));
                at = Vector512.Create(*(q += step));
                (a1, b1) = (Avx512F.FusedMultiplyAdd(at, v, a1), Avx512F.FusedMultiplyAdd(at, w, b1));
                at = Vector512.Create(*(q += step));
                (a2, b2) = (Avx512F.FusedMultiplyAdd(at, v, a2), Avx512F.FusedMultiplyAdd(at, w, b2));
                at = Vector512.Create(*(q += step));
                (a3, b3) = (Avx512F.FusedMultiplyAdd(at, v, a3), Avx512F.FusedMultiplyAdd(at, w, b3));
                at = Vector512.Create(*(q += step));
                (a4, b4) = (Avx512F.FusedMultiplyAdd(at, v, a4), Avx512F.FusedMultiplyAdd(at, w, b4));
                at = Vector512.Create(*(q += step));
                (a5, b5) = (Avx512F.FusedMultiplyAdd(at, v, a5), Avx512F.FusedMultiplyAdd(at, w, b5));
                at = Vector512.Create(*(q += step));
                (a6, b6) = (Avx512F.FusedMultiplyAdd(at, v, a6), Avx512F.FusedMultiplyAdd(at, w, b6));
                at = Vector512.Create(*(q + step));
                (a7, b7) = (Avx512F.FusedMultiplyAdd(at, v, a7), Avx512F.FusedMultiplyAdd(at, w, b7));
            }
        }
        Store(a0, b0, y, then);
        Store(a1, b1, y += depth, then);
        Store(a2, b2, y += depth, then);
        Store(a3, b3, y += depth, then);
        Store(a4, b4, y += depth, then);
        Store(a5, b5, y += depth, then);
        Store(a6, b6, y += depth, then);
        Store(a7, b7, y + depth, then);
    }

    // The same for 16 channels.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TFunction>(float* x, int step, int row, int rows, int taps, float* weight, int depth, float* bias, float* y, TFunction then)
        where TFunction : struct, IPointwise
    {
        var a0 = Vector512.Load(bias);
        Vector512<float> a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        for (var r = 0; r < rows; r++, x += row)
        {
            var p = x;
            for (var tap = 0; tap < taps; tap++, p++, weight += depth)
            {
                var v = Vector512.Load(weight);
                var q = p;
                a0 = Avx512F.FusedMultiplyAdd(Vector512.Create(*q), v, a0);
                a1 = Avx512F.FusedMultiplyAdd(Vector512.Create(*(q += step)), v, a1);
                a2 = Avx512F.FusedMultiplyAdd(Vector512.Create(*(q += step)), v, a2);
                a3 = Avx512F.FusedMultiplyAdd(Vector512.Create(*(q += step)), v, a3);
                a4 = Avx512F.FusedMultiplyAdd(Vector512.Create(*(q += step)), v, a4);
                a5 = Avx512F.FusedMultiplyAdd(Vector512.Create(*(q += step)), v, a5);
                a6 = Avx512F.FusedMultiplyAdd(Vector512.Create(*(q += step)), v, a6);
                a7 = Avx512F.FusedMultiplyAdd(Vector512.Create(*(q + step)), v, a7);
            }
        }
        Store(a0, y, then);
        Store(a1, y += depth, then);
        Store(a2, y += depth, then);
        Store(a3, y += depth, then);
        Store(a4, y += depth, then);
        Store(a5, y += depth, then);
        Store(a6, y += depth, then);
        Store(a7, y + depth, then);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TFunction>(Vector512<float> a, Vector512<float> b, float* y, TFunction then)
        where TFunction : struct, IPointwise
    {
        Store(a, y, then);
        Store(b, y + Lanes, then);
    }

    // Functions take vectors of the width that the runtime has chosen for all loops.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TFunction>(Vector512<float> value, float* y, TFunction then)
        where TFunction : struct, IPointwise
    {
        if (typeof(TFunction) == typeof(Unchanged))
        {
            Vector512.Store(value, y);
        }
        else if (Vector<float>.Count == Lanes)
        {
            Vector.Store(then.Apply(value.AsVector()), y);
        }
        else
        {
            Vector.Store(then.Apply(value.GetLower().AsVector()), y);
            Vector.Store(then.Apply(value.GetUpper().AsVector()), y + Lanes / 2);
        }
    }

    // What nine elements of the window and 16 channels of the result add up to over an image.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Nine(float* x, int* offsets, int step, int row, int height, int width, float* gradient, int depth, float* sums)
    {
        Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default, a8 = default;
        float* x0 = x + offsets[0], x1 = x + offsets[1], x2 = x + offsets[2], x3 = x + offsets[3], x4 = x + offsets[4], x5 = x + offsets[5], x6 = x + offsets[6], x7 = x + offsets[7], x8 = x + offsets[8];
        for (var h = 0; h < height; h++)
        {
            var at = (long)h * row;
            for (var w = 0; w < width; w++, at += step, gradient += depth)
            {
                var g = Vector512.Load(gradient);
                a0 = Avx512F.FusedMultiplyAdd(Vector512.Create(x0[at]), g, a0);
                a1 = Avx512F.FusedMultiplyAdd(Vector512.Create(x1[at]), g, a1);
                a2 = Avx512F.FusedMultiplyAdd(Vector512.Create(x2[at]), g, a2);
                a3 = Avx512F.FusedMultiplyAdd(Vector512.Create(x3[at]), g, a3);
                a4 = Avx512F.FusedMultiplyAdd(Vector512.Create(x4[at]), g, a4);
                a5 = Avx512F.FusedMultiplyAdd(Vector512.Create(x5[at]), g, a5);
                a6 = Avx512F.FusedMultiplyAdd(Vector512.Create(x6[at]), g, a6);
                a7 = Avx512F.FusedMultiplyAdd(Vector512.Create(x7[at]), g, a7);
                a8 = Avx512F.FusedMultiplyAdd(Vector512.Create(x8[at]), g, a8);
            }
        }
        Add(a0, sums);
        Add(a1, sums += depth);
        Add(a2, sums += depth);
        Add(a3, sums += depth);
        Add(a4, sums += depth);
        Add(a5, sums += depth);
        Add(a6, sums += depth);
        Add(a7, sums += depth);
        Add(a8, sums + depth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector512<float> value, float* sum) => Vector512.Store(Vector512.Load(sum) + value, sum);

    private readonly struct Images<TFunction>(DirectConvolution all, float* weight, float* bias, float* y, TFunction then, MaxPoolWindow pool, PooledMaps maxima) : IRange
        where TFunction : struct, IPointwise
    {
        public void Run(long begin, long end)
        {
            var (depth, width, channels) = (all.Depth, all._outWidth, all._outChannels);
            var (step, row) = (all._strideWidth * all._channels, all.PaddedWidth);
            var wide = Padded(width, Positions) * depth;
            var size = all._outHeight * width * channels;
            fixed (byte* first = Scratch.Bytes(all.PaddedCount * sizeof(float)), second = Scratch.Partials((wide + (y == null ? size : 0)) * sizeof(float)))
            {
                var padded = (float*)first;
                var line = (float*)second;
                var maps = line + wide;
                new Span<float>(padded, all.PaddedCount).Clear();
                for (var n = begin; n < end; n++)
                {
                    all.Pad((int)n, padded);
                    var image = y == null ? maps : y + n * size;
                    for (var h = 0; h < all._outHeight; h++)
                    {
                        var x = padded + h * all._strideHeight * row;
                        var result = image + h * width * channels;
                        // Where channels are whole vectors it is written in its place; the last positions may be those before them once more.
                        var target = depth == channels && width >= Positions ? result : line;
                        for (var next = 0; next < width; next += Positions)
                        {
                            var w = target == line ? next : Math.Min(next, width - Positions);
                            var c = 0;
                            for (; c <= depth - 2 * Lanes; c += 2 * Lanes)
                                Two(x + w * step, step, row, all._kernelHeight, all.RowTaps, weight + c, depth, bias + c, target + w * depth + c, then);
                            if (c < depth)
                                One(x + w * step, step, row, all._kernelHeight, all.RowTaps, weight + c, depth, bias + c, target + w * depth + c, then);
                        }
                        if (target != result && depth == channels)
                            Unsafe.CopyBlockUnaligned(result, target, (uint)(width * channels * sizeof(float)));
                        for (var w = 0; depth != channels && w < width; w++)
                            Unsafe.CopyBlockUnaligned(result + w * channels, target + w * depth, (uint)(channels * sizeof(float)));
                    }
                    if (y == null)
                        MaxPoolKernel.Forward<float>(new(maps, channels, all._outHeight, width), new(maxima.At<float>((int)n, 0, 0), channels, maxima.Height, maxima.Width), pool);
                }
            }
        }
    }

    private readonly struct Gradients(DirectConvolution all, float* gradient, float* sums, int size, int parts) : IRange
    {
        public void Run(long begin, long end)
        {
            var (depth, channels, positions) = (all.Depth, all._outChannels, all._outHeight * all._outWidth);
            var (taps, row) = (all._kernelHeight * all.RowTaps, all.PaddedWidth);
            var offsets = stackalloc int[Taps];
            fixed (byte* first = Scratch.Bytes(all.PaddedCount * sizeof(float)), second = Scratch.Partials(depth == channels ? 0 : positions * depth * sizeof(float)))
            {
                var padded = (float*)first;
                var whole = (float*)second;
                new Span<float>(padded, all.PaddedCount).Clear();
                if (depth != channels)
                    new Span<float>(whole, positions * depth).Clear();
                for (var part = begin; part < end; part++)
                {
                    for (var n = part * all._batch / parts; n < (part + 1) * all._batch / parts; n++)
                    {
                        all.Pad((int)n, padded);
                        var g = gradient + n * positions * channels;
                        for (var i = 0; depth != channels && i < positions; i++)
                            Unsafe.CopyBlockUnaligned(whole + (long)i * depth, g + (long)i * channels, (uint)(channels * sizeof(float)));
                        for (var tap = 0; tap < taps; tap += Taps)
                        {
                            // Those beyond the last go into sums that nobody reads.
                            for (var i = 0; i < Taps; i++)
                                offsets[i] = tap + i < taps ? (tap + i) / all.RowTaps * row + (tap + i) % all.RowTaps : 0;
                            for (var c = 0; c < depth; c += Lanes)
                                Nine(padded, offsets, all._strideWidth * all._channels, all._strideHeight * row, all._outHeight, all._outWidth, (depth == channels ? g : whole) + c, depth, sums + part * size + tap * depth + c);
                        }
                    }
                }
            }
        }
    }
}
