using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Dropout whose mask is a function of key and position, so that the backward pass draws it again.</summary>
public static unsafe class DropoutKernel
{
    /// <summary>y = x·mask/(1−p); y may be x. The same call turns the gradient of y into that of x.</summary>
    public static void Run(Slot x, Slot y, double p, DrawKey key)
    {
        if (x.IsDouble)
            Run((double*)x.Pointer, (double*)y.Pointer, x.Count, p, key);
        else
            Run((float*)x.Pointer, (float*)y.Pointer, x.Count, p, key);
    }

    internal static void Run<T>(T* x, T* y, long count, double p, DrawKey key)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scale = T.CreateTruncating(1 / (1 - p));
        var threshold = Threshold(p);
        for (var i = 0L; i < count; i++)
            y[i] = key.Bits((uint)i) >= threshold ? x[i] * scale : T.Zero;
    }

    /// <summary>The random bits from which on an element is kept.</summary>
    internal static uint Threshold(double p) => (uint)Math.Min(uint.MaxValue, p * 4294967296.0);
}
