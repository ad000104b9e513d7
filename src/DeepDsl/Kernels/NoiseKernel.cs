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

    /// <summary>Two numbers from two uniform ones at a time (Box and Muller, 1958).</summary>
    internal static void Run<T>(T* y, long count, DrawKey key)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0L; i < count; i += 2)
        {
            var radius = Math.Sqrt(-2 * Math.Log(Uniform(key, i)));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * Uniform(key, i + 1));
            y[i] = T.CreateTruncating(radius * cosine);
            if (i + 1 < count)
                y[i + 1] = T.CreateTruncating(radius * sine);
        }
    }

    // In the middle of one of 2³² steps, so that it is neither 0 nor 1.
    private static double Uniform(DrawKey key, long index) => (key.Bits((uint)index) + 0.5) / 4294967296.0;
}
