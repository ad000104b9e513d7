using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>The logarithm of the softmax along one axis of memory.</summary>
public static unsafe class LogSoftmaxKernel
{
    /// <summary>The log-probabilities; y may be x.</summary>
    public static void Forward(Slot x, Slot y, int axis) => LineLoops.Forward(x, y, axis, default(Function));

    /// <summary>The gradient of x; it may take the place of that of the result.</summary>
    public static void Backward(Slot gradient, Slot y, Slot gradX, int axis) => LineLoops.Backward(gradient, y, gradX, axis, default(Function));

    private readonly struct Function : ILineFunction
    {
        public void Forward<T>(T* x, T* y, int count, long stride)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (stride == 1)
            {
                var top = Loops.Max(x, count);
                Loops.Zip(x, x, y, count, new Above<T>(top, T.Log(Loops.Sum(x, count, new SoftmaxKernel.ExpAbove<T>(top)))));
                return;
            }
            var max = SoftmaxKernel.Max(x, count, stride);
            var sum = T.Zero;
            for (var i = 0; i < count; i++)
                sum += T.Exp(x[i * stride] - max);
            var log = T.Log(sum);
            for (var i = 0; i < count; i++)
                y[i * stride] = x[i * stride] - max - log;
        }

        public void Backward<T>(T* gradient, T* y, T* gradX, int count, long stride)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (stride == 1)
            {
                Loops.Zip(gradient, y, gradX, count, new WithoutShare<T>(Loops.Sum(gradient, count)));
                return;
            }
            var sum = T.Zero;
            for (var i = 0; i < count; i++)
                sum += gradient[i * stride];
            for (var i = 0; i < count; i++)
                gradX[i * stride] = gradient[i * stride] - T.Exp(y[i * stride]) * sum;
        }
    }

    internal readonly struct Above<T>(T max, T log) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Apply(Vector<T> a, Vector<T> b) => a - new Vector<T>(max) - new Vector<T>(log);
    }

    private readonly struct WithoutShare<T>(T sum) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Apply(Vector<T> a, Vector<T> b) => a - VectorMath.Exp(b) * new Vector<T>(sum);
    }
}
