using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Arithmetic between values of one shape.</summary>
public static unsafe class ElementwiseKernel
{
    /// <summary>y = a + b; y may be a or b.</summary>
    public static void Add(Slot a, Slot b, Slot y)
    {
        if (a.IsDouble)
            Loops.Zip((double*)a.Pointer, (double*)b.Pointer, (double*)y.Pointer, y.Count, default(Sum<double>));
        else
            Loops.Zip((float*)a.Pointer, (float*)b.Pointer, (float*)y.Pointer, y.Count, default(Sum<float>));
    }

    /// <summary>a + b.</summary>
    internal readonly struct Sum<T> : IBinary<T>
        where T : unmanaged
    {
        public Vector<T> Apply(Vector<T> a, Vector<T> b) => a + b;
    }
}
