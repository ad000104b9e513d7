using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Softmax along one axis of memory.</summary>
public static unsafe class SoftmaxKernel
{
    /// <summary>The probabilities; y may be x.</summary>
    public static void Forward(Slot x, Slot y, int axis) => LineLoops.Forward(x, y, axis, default(Function));

    /// <summary>The gradient of x; it may take the place of that of the result.</summary>
    public static void Backward(Slot gradient, Slot y, Slot gradX, int axis) => LineLoops.Backward(gradient, y, gradX, axis, default(Function));

    /// <summary>The softmax of elements that lie together; y may be x.</summary>
    internal static void Line<T>(T* x, T* y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Loops.Zip(x, x, y, count, new ExpAbove<T>(Loops.Max(x, count)));
        Loops.Multiply(T.One / Loops.Sum(y, count), y, y, count);
    }

    /// <summary>The gradient of elements that lie together, from that of their softmax; it may take its place.</summary>
    internal static void BackwardLine<T>(T* gradient, T* y, T* gradX, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Loops.Zip(gradient, y, gradX, count, new Above<T>(Loops.Dot(gradient, y, count)));

    /// <summary>The largest element of a line.</summary>
    internal static T Max<T>(T* x, int count, long stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var max = x[0];
        for (var i = 1; i < count; i++)
            max = T.Max(max, x[i * stride]);
        return max;
    }

    private readonly struct Function : ILineFunction
    {
        public void Forward<T>(T* x, T* y, int count, long stride)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (stride == 1)
            {
                Line(x, y, count);
                return;
            }
            var max = Max(x, count, stride);
            var sum = T.Zero;
            for (var i = 0; i < count; i++)
                sum += y[i * stride] = T.Exp(x[i * stride] - max);
            for (var i = 0; i < count; i++)
                y[i * stride] /= sum;
        }

        public void Backward<T>(T* gradient, T* y, T* gradX, int count, long stride)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (stride == 1)
            {
                BackwardLine(gradient, y, gradX, count);
                return;
            }
            var sum = T.Zero;
            for (var i = 0; i < count; i++)
                sum += gradient[i * stride] * y[i * stride];
            for (var i = 0; i < count; i++)
                gradX[i * stride] = y[i * stride] * (gradient[i * stride] - sum);
        }
    }

    internal readonly struct ExpAbove<T>(T max) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Apply(Vector<T> a, Vector<T> b) => VectorMath.Exp(a - new Vector<T>(max));
    }

    private readonly struct Above<T>(T mean) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Apply(Vector<T> a, Vector<T> b) => b * (a - new Vector<T>(mean));
    }
}
