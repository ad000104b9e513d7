using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Alpha dropout, whose mask is a function of key and position, so that the backward pass draws it again.</summary>
public static unsafe class AlphaDropoutKernel
{
    // −λ·α, the least value of SELU.
    private const double Substitute = -1.7580993408473766;

    /// <summary>y = a·x + b where the mask keeps, and else a·s + b for SELU's least value s; y may be x.</summary>
    public static void Forward(Slot x, Slot y, double p, DrawKey key)
    {
        if (x.IsDouble)
            Forward((double*)x.Pointer, (double*)y.Pointer, x.Count, p, key);
        else
            Forward((float*)x.Pointer, (float*)y.Pointer, x.Count, p, key);
    }

    /// <summary>The gradient of x from that of y; it may take its place.</summary>
    public static void Backward(Slot gradient, Slot gradX, double p, DrawKey key)
    {
        if (gradient.IsDouble)
            RandomMask.Apply((double*)gradient.Pointer, (double*)gradX.Pointer, gradient.Count, p, key, Scale(p), shift: 0, other: 0);
        else
            RandomMask.Apply((float*)gradient.Pointer, (float*)gradX.Pointer, gradient.Count, p, key, Scale(p), shift: 0, other: 0);
    }

    internal static void Forward<T>(T* x, T* y, long count, double p, DrawKey key)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shift = -Scale(p) * p * Substitute;
        RandomMask.Apply(x, y, count, p, key, Scale(p), shift, Scale(p) * Substitute + shift);
    }

    private static double Scale(double p) => 1 / Math.Sqrt((1 - p) * (1 + p * Substitute * Substitute));
}
