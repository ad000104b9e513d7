using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>The logarithm of the softmax along one axis of memory.</summary>
public static unsafe class LogSoftmaxKernel
{
    /// <summary>The log-probabilities; y may be x.</summary>
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

    private static void Forward<T>(Slot x, Slot y, Axis axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var line = 0L; line < axis.Lines; line++)
        {
            var input = (T*)x.Pointer + axis.Start(line);
            var output = (T*)y.Pointer + axis.Start(line);
            var max = input[0];
            for (var i = 1; i < axis.Length; i++)
                max = T.Max(max, input[i * axis.Stride]);
            var sum = T.Zero;
            for (var i = 0; i < axis.Length; i++)
                sum += T.Exp(input[i * axis.Stride] - max);
            var log = T.Log(sum);
            for (var i = 0; i < axis.Length; i++)
                output[i * axis.Stride] = input[i * axis.Stride] - max - log;
        }
    }

    private static void Backward<T>(Slot gradient, Slot y, Slot gradX, Axis axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var line = 0L; line < axis.Lines; line++)
        {
            var start = axis.Start(line);
            var g = (T*)gradient.Pointer + start;
            var logs = (T*)y.Pointer + start;
            var output = (T*)gradX.Pointer + start;
            var sum = T.Zero;
            for (var i = 0; i < axis.Length; i++)
                sum += g[i * axis.Stride];
            for (var i = 0; i < axis.Length; i++)
                output[i * axis.Stride] = g[i * axis.Stride] - T.Exp(logs[i * axis.Stride]) * sum;
        }
    }
}
