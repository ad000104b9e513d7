using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>What the windows at eight positions of an image add up to, by vectors of 512 bits: sixteen channels of the result lie side by side in one, and the sums stay in registers.</summary>
internal static unsafe class WindowSums
{
    public const int Lanes = 16;
    public const int Positions = 8;

    /// <summary>Whether windows of an image can be summed.</summary>
    public static bool Can(Slot x, (int, int) dilation, int groups) =>
        Avx512F.IsSupported && Vector512.IsHardwareAccelerated && LibTorch.Level > NativeLevel.Off && !x.IsDouble && x.IsChannelsLast && dilation == (1, 1) && groups == 1;

    /// <summary>Copies an image to where it lies in its padding.</summary>
    public static void Pad(float* x, int row, int rows, float* inside, int paddedRow)
    {
        for (; rows > 0; rows--, x += row, inside += paddedRow)
            Unsafe.CopyBlockUnaligned(inside, x, (uint)(row * sizeof(float)));
    }

    /// <summary>The sums for all channels.</summary>
    /// <param name="x">The image, padded, its channels innermost.</param>
    /// <param name="windows">Where in it the eight windows begin.</param>
    /// <param name="row">From one of its rows to the next.</param>
    /// <param name="rows">A window's rows.</param>
    /// <param name="taps">The elements of each.</param>
    /// <param name="arranged">What sums begin with, and then what every element of a window is multiplied by, for each channel.</param>
    /// <param name="depth">The number of channels, in whole vectors.</param>
    /// <param name="y">The result at the first position.</param>
    /// <param name="step">From there to the next.</param>
    /// <param name="then">A function of the sums.</param>
    public static void Eight<TFunction>(float* x, int* windows, int row, int rows, int taps, float* arranged, int depth, float* y, int step, TFunction then)
        where TFunction : struct, IPointwise
    {
        var weight = arranged + depth;
        var c = 0;
        for (; c <= depth - 2 * Lanes; c += 2 * Lanes)
            Two(x, windows, row, rows, taps, weight + c, depth, arranged + c, y + c, step, then);
        if (c < depth)
            One(x, windows, row, rows, taps, weight + c, depth, arranged + c, y + c, step, then);
    }

    // Eight positions, for 32 channels.
    [MethodImpl(Hot.Loop)]
    private static void Two<TFunction>(float* x, int* offsets, int row, int rows, int taps, float* weight, int depth, float* bias, float* y, int step, TFunction then)
        where TFunction : struct, IPointwise
    {
        Vector512<float> a0 = Vector512.Load(bias), b0 = Vector512.Load(bias + Lanes);
        Vector512<float> a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0, b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
        float* x0 = x + offsets[0], x1 = x + offsets[1], x2 = x + offsets[2], x3 = x + offsets[3], x4 = x + offsets[4], x5 = x + offsets[5], x6 = x + offsets[6], x7 = x + offsets[7];
        for (var r = 0; r < rows; r++)
        {
            var at = (long)r * row;
            for (var end = at + taps; at < end; at++, weight += depth)
            {
                var (v, w) = (Vector512.Load(weight), Vector512.Load(weight + Lanes));
                var factor = Vector512.Create(x0[at]);
                (a0, b0) = (Avx512F.FusedMultiplyAdd(factor, v, a0), Avx512F.FusedMultiplyAdd(factor, w, b0));
                factor = Vector512.Create(x1[at]);
                (a1, b1) = (Avx512F.FusedMultiplyAdd(factor, v, a1), Avx512F.FusedMultiplyAdd(factor, w, b1));
                factor = Vector512.Create(x2[at]);
                (a2, b2) = (Avx512F.FusedMultiplyAdd(factor, v, a2), Avx512F.FusedMultiplyAdd(factor, w, b2));
                factor = Vector512.Create(x3[at]);
                (a3, b3) = (Avx512F.FusedMultiplyAdd(factor, v, a3), Avx512F.FusedMultiplyAdd(factor, w, b3));
                factor = Vector512.Create(x4[at]);
                (a4, b4) = (Avx512F.FusedMultiplyAdd(factor, v, a4), Avx512F.FusedMultiplyAdd(factor, w, b4));
                factor = Vector512.Create(x5[at]);
                (a5, b5) = (Avx512F.FusedMultiplyAdd(factor, v, a5), Avx512F.FusedMultiplyAdd(factor, w, b5));
                factor = Vector512.Create(x6[at]);
                (a6, b6) = (Avx512F.FusedMultiplyAdd(factor, v, a6), Avx512F.FusedMultiplyAdd(factor, w, b6));
                factor = Vector512.Create(x7[at]);
                (a7, b7) = (Avx512F.FusedMultiplyAdd(factor, v, a7), Avx512F.FusedMultiplyAdd(factor, w, b7));
            }
        }
        Store(a0, b0, y, then);
        Store(a1, b1, y += step, then);
        Store(a2, b2, y += step, then);
        Store(a3, b3, y += step, then);
        Store(a4, b4, y += step, then);
        Store(a5, b5, y += step, then);
        Store(a6, b6, y += step, then);
        Store(a7, b7, y + step, then);
    }

    // The same for 16 channels.
    [MethodImpl(Hot.Loop)]
    private static void One<TFunction>(float* x, int* offsets, int row, int rows, int taps, float* weight, int depth, float* bias, float* y, int step, TFunction then)
        where TFunction : struct, IPointwise
    {
        var a0 = Vector512.Load(bias);
        Vector512<float> a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        float* x0 = x + offsets[0], x1 = x + offsets[1], x2 = x + offsets[2], x3 = x + offsets[3], x4 = x + offsets[4], x5 = x + offsets[5], x6 = x + offsets[6], x7 = x + offsets[7];
        for (var r = 0; r < rows; r++)
        {
            var at = (long)r * row;
            for (var end = at + taps; at < end; at++, weight += depth)
            {
                var v = Vector512.Load(weight);
                a0 = Avx512F.FusedMultiplyAdd(Vector512.Create(x0[at]), v, a0);
                a1 = Avx512F.FusedMultiplyAdd(Vector512.Create(x1[at]), v, a1);
                a2 = Avx512F.FusedMultiplyAdd(Vector512.Create(x2[at]), v, a2);
                a3 = Avx512F.FusedMultiplyAdd(Vector512.Create(x3[at]), v, a3);
                a4 = Avx512F.FusedMultiplyAdd(Vector512.Create(x4[at]), v, a4);
                a5 = Avx512F.FusedMultiplyAdd(Vector512.Create(x5[at]), v, a5);
                a6 = Avx512F.FusedMultiplyAdd(Vector512.Create(x6[at]), v, a6);
                a7 = Avx512F.FusedMultiplyAdd(Vector512.Create(x7[at]), v, a7);
            }
        }
        Store(a0, y, then);
        Store(a1, y += step, then);
        Store(a2, y += step, then);
        Store(a3, y += step, then);
        Store(a4, y += step, then);
        Store(a5, y += step, then);
        Store(a6, y += step, then);
        Store(a7, y + step, then);
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
}
