using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Adds the first rows of a table to every sample.</summary>
public static unsafe class PositionalEmbeddingKernel
{
    /// <summary>y = x + weight; y may be x.</summary>
    public static void Forward(Slot x, Slot weight, Slot y)
    {
        if (x.IsDouble)
            Forward<double>(x, weight, y);
        else
            Forward<float>(x, weight, y);
    }

    /// <summary>The gradient of the table: the sum over the samples, and zero for positions they do not have.</summary>
    public static void BackwardParameters(Slot gradient, Slot gradWeight)
    {
        if (gradient.IsDouble)
            BackwardParameters<double>(gradient, gradWeight);
        else
            BackwardParameters<float>(gradient, gradWeight);
    }

    private static void Forward<T>(Slot x, Slot weight, Slot y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = x.Count / x.Batch;
        for (var offset = 0L; offset < x.Count; offset += size)
            Loops.Zip((T*)x.Pointer + offset, (T*)weight.Pointer, (T*)y.Pointer + offset, size, default(ElementwiseKernel.Sum<T, Unchanged>));
    }

    private static void BackwardParameters<T>(Slot gradient, Slot gradWeight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        gradWeight.Span<T>().Clear();
        var size = checked((int)(gradient.Count / gradient.Batch));
        for (var n = 0; n < gradient.Batch; n++)
            Loops.AddScaled(T.One, (T*)gradient.Pointer + (long)n * size, (T*)gradWeight.Pointer, size);
    }
}
