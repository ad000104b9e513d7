using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Standard normal noise that is a function of key and position.</summary>
public static unsafe class NoiseKernel
{
    /// <summary>Fills y with noise.</summary>
    public static void Run(Slot y, DrawKey key)
    {
        if (y.IsDouble)
            Run((double*)y.Pointer, y.Count, key);
        else
            Run((float*)y.Pointer, y.Count, key);
    }

    /// <summary>y = x + std·noise; y may be x.</summary>
    public static void Add(Slot x, Slot y, double std, DrawKey key)
    {
        if (x.IsDouble)
            Add((double*)x.Pointer, (double*)y.Pointer, x.Count, std, key);
        else
            Add((float*)x.Pointer, (float*)y.Pointer, x.Count, std, key);
    }

    /// <summary>Noise, two numbers from two uniform ones at a time (Box and Muller, 1958).</summary>
    internal static void Run<T>(T* y, long count, DrawKey key)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0L; i < count; i += 2)
        {
            var (first, second) = Pair(key, i);
            y[i] = T.CreateTruncating(first);
            if (i + 1 < count)
                y[i + 1] = T.CreateTruncating(second);
        }
    }

    private static void Add<T>(T* x, T* y, long count, double std, DrawKey key)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0L; i < count; i += 2)
        {
            var (first, second) = Pair(key, i);
            y[i] = x[i] + T.CreateTruncating(std * first);
            if (i + 1 < count)
                y[i + 1] = x[i + 1] + T.CreateTruncating(std * second);
        }
    }

    private static (double First, double Second) Pair(DrawKey key, long index)
    {
        var radius = Math.Sqrt(-2 * Math.Log(Uniform(key, index)));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * Uniform(key, index + 1));
        return (radius * cosine, radius * sine);
    }

    // In the middle of one of 2³² steps, so that it is neither 0 nor 1.
    private static double Uniform(DrawKey key, long index) => (key.Bits((uint)index) + 0.5) / 4294967296.0;
}
