using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>The loops over rows of channels that normalizations share.</summary>
internal static unsafe class ChannelLoops
{
    private const int Block = 128;

    /// <summary>The sum of (x − center)² of every channel.</summary>
    public static void Squares<T>(T* x, T* center, int rows, int channels, Span<double> squares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        squares.Clear();
        fixed (byte* scratch = Scratch.Bytes(channels * sizeof(T)))
        {
            var partial = (T*)scratch;
            for (var begin = 0; begin < rows; begin += Block)
            {
                new Span<T>(partial, channels).Clear();
                for (var row = begin; row < Math.Min(rows, begin + Block); row++)
                    AddSquares(x + (long)row * channels, center, partial, channels);
                for (var c = 0; c < channels; c++)
                    squares[c] += double.CreateTruncating(partial[c]);
            }
        }
    }

    /// <summary>y = x·scale + shift.</summary>
    public static void Affine<T>(T* x, T* scale, T* shift, T* y, int rows, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        for (var row = 0; row < rows; row++, x += channels, y += channels)
        {
            var c = 0;
            for (; c <= channels - width; c += width)
                Vector.Store(Vector.Load(x + c) * Vector.Load(scale + c) + Vector.Load(shift + c), y + c);
            for (; c < channels; c++)
                y[c] = x[c] * scale[c] + shift[c];
        }
    }

    /// <summary>y = gradient·a − x·b + shift; y may be the gradient.</summary>
    public static void Combine<T>(T* gradient, T* x, T* a, T* b, T* shift, T* y, int rows, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        for (var row = 0; row < rows; row++, gradient += channels, x += channels, y += channels)
        {
            var c = 0;
            for (; c <= channels - width; c += width)
                Vector.Store(Vector.Load(gradient + c) * Vector.Load(a + c) - Vector.Load(x + c) * Vector.Load(b + c) + Vector.Load(shift + c), y + c);
            for (; c < channels; c++)
                y[c] = gradient[c] * a[c] - x[c] * b[c] + shift[c];
        }
    }

    private static void AddSquares<T>(T* x, T* center, T* sums, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var c = 0;
        for (; c <= channels - width; c += width)
        {
            var centered = Vector.Load(x + c) - Vector.Load(center + c);
            Vector.Store(Vector.Load(sums + c) + centered * centered, sums + c);
        }
        for (; c < channels; c++)
            sums[c] += (x[c] - center[c]) * (x[c] - center[c]);
    }
}
