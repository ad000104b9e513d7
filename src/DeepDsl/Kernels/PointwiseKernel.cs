using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Activations: one loop, compiled for each function.</summary>
public static unsafe class PointwiseKernel
{
    /// <summary>y = f(x); y may be x.</summary>
    public static void Forward<TFunction>(Slot x, Slot y, TFunction function)
        where TFunction : struct, IPointwise
    {
        if (x.IsDouble)
            Loops.Zip((double*)x.Pointer, (double*)x.Pointer, (double*)y.Pointer, x.Count, new Apply<double, TFunction>(function));
        else
            Loops.Zip((float*)x.Pointer, (float*)x.Pointer, (float*)y.Pointer, x.Count, new Apply<float, TFunction>(function));
    }

    /// <summary>The gradient of x from that of y; it may take its place.</summary>
    /// <param name="gradient">The gradient of the result.</param>
    /// <param name="saved">The argument, or the result where the derivative follows from it.</param>
    /// <param name="gradX">The gradient of the argument.</param>
    /// <param name="function">The function.</param>
    public static void Backward<TFunction>(Slot gradient, Slot saved, Slot gradX, TFunction function)
        where TFunction : struct, IPointwise
    {
        if (gradient.IsDouble)
            Loops.Zip((double*)gradient.Pointer, (double*)saved.Pointer, (double*)gradX.Pointer, gradient.Count, new Derive<double, TFunction>(function));
        else
            Loops.Zip((float*)gradient.Pointer, (float*)saved.Pointer, (float*)gradX.Pointer, gradient.Count, new Derive<float, TFunction>(function));
    }

    private readonly struct Apply<T, TFunction>(TFunction function) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector<T> IBinary<T>.Apply(Vector<T> a, Vector<T> b) => function.Apply(a);
    }

    private readonly struct Derive<T, TFunction>(TFunction function) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector<T> IBinary<T>.Apply(Vector<T> a, Vector<T> b) => function.Backward(a, b);
    }
}
