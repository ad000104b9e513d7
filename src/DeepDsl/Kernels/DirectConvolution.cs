using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>2-D convolution of few channels by vectors of 512 bits: first layers, where libtorch's own is slow.</summary>
/// <remarks>Sixteen channels of the result lie side by side in a vector; sums of eight positions, or of nine elements of the kernel, stay in registers.
/// Every image is copied with its padding, so that windows need no bounds, and channels are padded to whole vectors. Positions count through an image, over the ends of rows.</remarks>
internal readonly unsafe struct DirectConvolution
{
    private const int Lanes = WindowSums.Lanes;
    private const int Positions = WindowSums.Positions;
    private const int Taps = 9;

    // Multiplications that take 30 microseconds.
    private const long LittleWork = 4 << 20;

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

    /// <summary>The same where weights are arranged once for many calls: then also for more channels, if there is so little to compute that libtorch's way to it would take a good part of the time.</summary>
    public static bool SuitsInference(Slot x, Slot weight, Slot y, (int, int) dilation, int groups) =>
        SuitsForward(x, weight, dilation, groups, transposed: false)
        || (CanWithMany(x, dilation, groups, transposed: false) && weight.Sizes[0] >= Lanes && y.Count * WindowElements(weight) <= LittleWork);

    /// <summary>The same for the gradient of the weight, where libtorch is better with many channels, and with any that leave lanes or sums idle.</summary>
    public static bool SuitsBackward(Slot x, Slot weight, (int, int) dilation, int groups, bool transposed) =>
        Can(x, dilation, groups, transposed) && (weight.Sizes[0] == Lanes || weight.Sizes[0] == 2 * Lanes) && WindowElements(weight) <= 7 * 7 * 3 && 10 * Padded(WindowElements(weight), Taps) <= 11 * WindowElements(weight);

    private int PaddedWidth => (_width + 2 * _padWidth) * _channels;

    private int PaddedCount => (_height + 2 * _padHeight) * PaddedWidth;

    private int RowTaps => _kernelWidth * _channels;

    private int Depth => Padded(_outChannels, Lanes);

    private int WindowTaps => _kernelHeight * RowTaps;

    private int PositionCount => _outHeight * _outWidth;

    /// <summary>The number of elements of <see cref="Arrange"/>.</summary>
    public int ArrangedCount => checked((WindowTaps + 1) * Depth);

    /// <summary>Puts the bias first, and then for every element of the window what it is multiplied by, channel after channel.</summary>
    public void Arrange(Slot weight, Slot? bias, float* arranged)
    {
        new Span<float>(arranged, ArrangedCount).Clear();
        bias?.Span<float>().CopyTo(new(arranged, _outChannels));
        var kernel = arranged + Depth;
        var weights = (float*)weight.Pointer;
        var taps = WindowTaps;
        for (var tap = 0; tap < taps; tap++)
        {
            var source = weights + Place(0, tap);
            for (var o = 0; o < _outChannels; o++, source += taps)
                kernel[tap * Depth + o] = *source;
        }
    }

    /// <summary>The result of a function behind the convolution, into memory for it.</summary>
    public void Forward<TFunction>(Slot weight, Slot? bias, Slot y, TFunction then)
        where TFunction : struct, IPointwise
    {
        fixed (byte* scratch = Scratch.OtherBytes(ArrangedCount * sizeof(float)))
        {
            Arrange(weight, bias, (float*)scratch);
            Forward((float*)scratch, y, then);
        }
    }

    /// <summary>The same with weights that are arranged.</summary>
    public void Forward<TFunction>(float* arranged, Slot y, TFunction then)
        where TFunction : struct, IPointwise => Run(new Images<TFunction>(this, arranged, (float*)y.Pointer, then, default, default));

    /// <summary>The maxima of that over windows: the maps of an image are not written but where the next one's will be.</summary>
    public void Maxima<TFunction>(float* arranged, Slot y, TFunction then, MaxPoolWindow pool)
        where TFunction : struct, IPointwise => Run(new Images<TFunction>(this, arranged, null, then, pool, y));

    private void Run<TFunction>(Images<TFunction> images)
        where TFunction : struct, IPointwise => Parallel.For(_batch, (long)PositionCount * Depth, images);

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

    private static bool Can(Slot x, (int, int) dilation, int groups, bool transposed) => x.Channels <= 4 && CanWithMany(x, dilation, groups, transposed);

    private static bool CanWithMany(Slot x, (int, int) dilation, int groups, bool transposed) =>
        WindowSums.Can(x, dilation, groups) && !transposed;

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
        WindowSums.Pad(_x + (long)image * _height * row, row, _height, padded + _padHeight * PaddedWidth + _padWidth * _channels, PaddedWidth);
    }

    // Where the window of every position begins in a padded image. Beyond the last it is repeated: nobody looks at what becomes of it.
    private void FindWindows(int* offsets)
    {
        var (i, last) = (0, 0);
        for (var h = 0; h < _outHeight; h++)
        {
            for (var w = 0; w < _outWidth; w++)
                offsets[i++] = last = h * _strideHeight * PaddedWidth + w * _strideWidth * _channels;
        }
        for (; i < Positions; i++)
            offsets[i] = last;
    }

    // What nine elements of the window and 16 channels of the result add up to over an image.
    [MethodImpl(Hot.Loop)]
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

    private readonly struct Images<TFunction>(DirectConvolution all, float* arranged, float* y, TFunction then, MaxPoolWindow pool, PooledMaps maxima) : IRange
        where TFunction : struct, IPointwise
    {
        public void Run(long begin, long end)
        {
            var (depth, channels, positions) = (all.Depth, all._outChannels, all.PositionCount);
            var size = positions * channels;
            var windows = Math.Max(positions, Positions);
            fixed (byte* first = Scratch.Bytes((all.PaddedCount + windows) * sizeof(float)), second = Scratch.Partials((Positions * depth + (y == null ? size : 0)) * sizeof(float)))
            {
                var padded = (float*)first;
                var offsets = (int*)(padded + all.PaddedCount);
                var few = (float*)second;
                var maps = few + Positions * depth;
                all.FindWindows(offsets);
                new Span<float>(padded, all.PaddedCount).Clear();
                for (var n = begin; n < end; n++)
                {
                    all.Pad((int)n, padded);
                    var image = y == null ? maps : y + n * size;
                    for (var position = 0; position < positions; position += Positions)
                    {
                        // The last ones are computed together with some that are there already.
                        var from = Math.Max(0, Math.Min(position, positions - Positions));
                        var target = depth == channels && positions >= Positions ? image + from * channels : few;
                        WindowSums.Eight(padded, offsets + from, all.PaddedWidth, all._kernelHeight, all.RowTaps, arranged, depth, target, depth, then);
                        for (var i = 0; target == few && i < Positions && from + i < positions; i++)
                            Unsafe.CopyBlockUnaligned(image + (from + i) * channels, few + i * depth, (uint)(channels * sizeof(float)));
                    }
                    if (y == null)
                        MaxPoolKernel.Forward<float>(new(maps, channels, all._outHeight, all._outWidth), new(maxima.At<float>((int)n, 0, 0), channels, maxima.Height, maxima.Width), pool);
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
