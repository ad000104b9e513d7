using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Softmax along one axis of memory.</summary>
public static unsafe class SoftmaxKernel
{
    /// <summary>The probabilities; y may be x.</summary>
    public static void Forward(Slot x, Slot y, int axis)
    {
        if (x.IsDouble)
            Forward<double>(x, y, Axis.Of(x, axis));
        else
            Forward<float>(x, y, Axis.Of(x, axis));
    }

    /// <summary>The gradient of x; it may take the place of that of the result.</summary>
    public static void Backward(Slot gradient, Slot y, Slot gradX, int axis)
    {
        if (y.IsDouble)
            Backward<double>(gradient, y, gradX, Axis.Of(y, axis));
        else
            Backward<float>(gradient, y, gradX, Axis.Of(y, axis));
    }

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

    private static void Forward<T>(Slot x, Slot y, Axis axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var line = 0L; line < axis.Lines; line++)
        {
            var input = (T*)x.Pointer + axis.Start(line);
            var output = (T*)y.Pointer + axis.Start(line);
            if (axis.Stride == 1)
            {
                Line(input, output, axis.Length);
                continue;
            }
            var max = input[0];
            for (var i = 1; i < axis.Length; i++)
                max = T.Max(max, input[i * axis.Stride]);
            var sum = T.Zero;
            for (var i = 0; i < axis.Length; i++)
                sum += output[i * axis.Stride] = T.Exp(input[i * axis.Stride] - max);
            for (var i = 0; i < axis.Length; i++)
                output[i * axis.Stride] /= sum;
        }
    }

    private static void Backward<T>(Slot gradient, Slot y, Slot gradX, Axis axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var line = 0L; line < axis.Lines; line++)
        {
            var start = axis.Start(line);
            var g = (T*)gradient.Pointer + start;
            var p = (T*)y.Pointer + start;
            var output = (T*)gradX.Pointer + start;
            if (axis.Stride == 1)
            {
                BackwardLine(g, p, output, axis.Length);
                continue;
            }
            var sum = T.Zero;
            for (var i = 0; i < axis.Length; i++)
                sum += g[i * axis.Stride] * p[i * axis.Stride];
            for (var i = 0; i < axis.Length; i++)
                output[i * axis.Stride] = p[i * axis.Stride] * (g[i * axis.Stride] - sum);
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
