using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>A function of all elements of a line together, such as softmax.</summary>
internal unsafe interface ILineFunction
{
    /// <summary>The result; y may be x.</summary>
    void Forward<T>(T* x, T* y, int count, long stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The gradient of x, from that of the result and the result; it may take the place of that of the result.</summary>
    void Backward<T>(T* gradient, T* y, T* gradX, int count, long stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Functions of every line along one axis of memory.</summary>
internal static unsafe class LineLoops
{
    public static void Forward<TFunction>(Slot x, Slot y, int axis, TFunction function)
        where TFunction : struct, ILineFunction
    {
        if (x.IsDouble)
            Forward((double*)x.Pointer, (double*)y.Pointer, Axis.Of(x, axis), function);
        else
            Forward((float*)x.Pointer, (float*)y.Pointer, Axis.Of(x, axis), function);
    }

    public static void Backward<TFunction>(Slot gradient, Slot y, Slot gradX, int axis, TFunction function)
        where TFunction : struct, ILineFunction
    {
        if (y.IsDouble)
            Backward((double*)gradient.Pointer, (double*)y.Pointer, (double*)gradX.Pointer, Axis.Of(y, axis), function);
        else
            Backward((float*)gradient.Pointer, (float*)y.Pointer, (float*)gradX.Pointer, Axis.Of(y, axis), function);
    }

    private static void Forward<T, TFunction>(T* x, T* y, Axis axis, TFunction function)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, ILineFunction
    {
        for (var line = 0L; line < axis.Lines; line++)
        {
            var start = axis.Start(line);
            function.Forward(x + start, y + start, axis.Length, axis.Stride);
        }
    }

    private static void Backward<T, TFunction>(T* gradient, T* y, T* gradX, Axis axis, TFunction function)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, ILineFunction
    {
        for (var line = 0L; line < axis.Lines; line++)
        {
            var start = axis.Start(line);
            function.Backward(gradient + start, y + start, gradX + start, axis.Length, axis.Stride);
        }
    }
}
