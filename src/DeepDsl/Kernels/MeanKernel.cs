using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>Means over dimensions, in either layout.</summary>
public static unsafe class MeanKernel
{
    /// <summary>The means of x over dimensions that y does not have.</summary>
    public static void Forward(Slot x, Slot y, ReadOnlySpan<int> dims)
    {
        if (x.IsDouble)
            Forward<double>(x, y, dims);
        else
            Forward<float>(x, y, dims);
    }

    /// <summary>The gradient of x: that of each mean in equal shares.</summary>
    public static void Backward(Slot gradient, Slot gradX, ReadOnlySpan<int> dims)
    {
        if (gradient.IsDouble)
            Backward<double>(gradient, gradX, dims);
        else
            Backward<float>(gradient, gradX, dims);
    }

    private static void Forward<T>(Slot x, Slot y, ReadOnlySpan<int> dims)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        y.Span<T>().Clear();
        Gather((T*)x.Pointer, (T*)y.Pointer, x, y, dims, 0);
        Loops.Multiply(Share<T>(x, y), (T*)y.Pointer, (T*)y.Pointer, (int)y.Count);
    }

    private static void Backward<T>(Slot gradient, Slot gradX, ReadOnlySpan<int> dims)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Spread((T*)gradient.Pointer, (T*)gradX.Pointer, gradient, gradX, dims, 0, Share<T>(gradX, gradient));

    private static T Share<T>(Slot whole, Slot means)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One / T.CreateTruncating(whole.Count / means.Count);

    /// <summary>Adds x to the sums from one axis inwards.</summary>
    private static void Gather<T>(T* x, T* sums, Slot whole, Slot means, ReadOnlySpan<int> dims, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (size, step, target) = Steps(whole, means, dims, axis);
        if (axis < whole.Sizes.Length - 1)
        {
            for (var i = 0L; i < size; i++)
                Gather(x + i * step, sums + i * target, whole, means, dims, axis + 1);
        }
        else if (target == 0)
        {
            *sums += Loops.Sum(x, (int)size);
        }
        else if (target == 1)
        {
            Loops.AddScaled(T.One, x, sums, (int)size);
        }
        else
        {
            for (var i = 0L; i < size; i++)
                sums[i * target] += x[i];
        }
    }

    /// <summary>Writes the shares of the gradients from one axis inwards.</summary>
    private static void Spread<T>(T* gradient, T* gradX, Slot means, Slot whole, ReadOnlySpan<int> dims, int axis, T share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (size, step, source) = Steps(whole, means, dims, axis);
        if (axis < whole.Sizes.Length - 1)
        {
            for (var i = 0L; i < size; i++)
                Spread(gradient + i * source, gradX + i * step, means, whole, dims, axis + 1, share);
        }
        else if (source == 0)
        {
            new Span<T>(gradX, (int)size).Fill(*gradient * share);
        }
        else
        {
            for (var i = 0L; i < size; i++)
                gradX[i] = gradient[i * source] * share;
        }
    }

    /// <summary>The size of an axis in memory, and the distance from one element to the next in the whole and among the means.</summary>
    private static (long Size, long Whole, long Means) Steps(Slot whole, Slot means, ReadOnlySpan<int> dims, int axis)
    {
        var dim = Axis.DimensionOf(whole, axis);
        if (dims.Contains(dim))
            return (whole.Sizes[dim], whole.Strides[dim], 0);
        var index = dim;
        foreach (var dropped in dims)
            index -= dropped < dim ? 1 : 0;
        return (whole.Sizes[dim], whole.Strides[dim], means.Strides[index]);
    }
}
