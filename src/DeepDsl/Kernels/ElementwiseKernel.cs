using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Arithmetic between values of one shape.</summary>
public static unsafe class ElementwiseKernel
{
    /// <summary>y = a + b; y may be a or b.</summary>
    public static void Add(Slot a, Slot b, Slot y) => Add(a, b, y, default(Unchanged));

    /// <summary>y = f(a + b); y may be a or b.</summary>
    public static void Add<TFunction>(Slot a, Slot b, Slot y, TFunction then)
        where TFunction : struct, IPointwise
    {
        if (a.IsDouble)
            Loops.Zip((double*)a.Pointer, (double*)b.Pointer, (double*)y.Pointer, y.Count, new Sum<double, TFunction>(then));
        else
            Loops.Zip((float*)a.Pointer, (float*)b.Pointer, (float*)y.Pointer, y.Count, new Sum<float, TFunction>(then));
    }

    /// <summary>y = f(y), or f(y + plus), if there is anything to do.</summary>
    internal static void Finish<TFunction>(Slot y, Slot? plus, TFunction then)
        where TFunction : struct, IPointwise
    {
        if (plus is not null)
            Add(y, plus, y, then);
        else if (typeof(TFunction) != typeof(Unchanged))
            PointwiseKernel.Forward(y, y, then);
    }

    /// <summary>f(a + b).</summary>
    internal readonly struct Sum<T, TFunction>(TFunction then) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Apply(Vector<T> a, Vector<T> b) => then.Apply(a + b);
    }
}
