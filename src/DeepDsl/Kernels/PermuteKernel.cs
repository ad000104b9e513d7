namespace DeepDsl.Kernels;

/// <summary>Puts the dimensions of a value into another order.</summary>
public static unsafe class PermuteKernel
{
    /// <summary>Copies x to y, whose dimension i is dimension <paramref name="order"/>[i] of x.</summary>
    public static void Run(Slot x, Slot y, ReadOnlySpan<int> order)
    {
        if (x.IsDouble)
            Run<double>(x, y, order);
        else
            Run<float>(x, y, order);
    }

    private static void Run<T>(Slot x, Slot y, ReadOnlySpan<int> order)
        where T : unmanaged
    {
        if (!TryTranspose<T>(x, y, order))
            Copy((T*)x.Pointer, (T*)y.Pointer, x, y, order, 0);
    }

    /// <summary>Exchanges two blocks of neighbouring dimensions at the end, which is what most permutations do.</summary>
    private static bool TryTranspose<T>(Slot x, Slot y, ReadOnlySpan<int> order)
        where T : unmanaged
    {
        var first = 0;
        while (first < order.Length && order[first] == first)
            first++;
        if (first == order.Length)
            return false;
        var second = order[first];
        for (var i = first; i < order.Length; i++)
        {
            var rotated = i + second - first;
            if (order[i] != (rotated < order.Length ? rotated : rotated - order.Length + first))
                return false;
        }
        var (rows, columns) = ((int)Product(x.Sizes.AsSpan(first, second - first)), (int)Product(x.Sizes.AsSpan(second)));
        if (y.Count > 0)
            LayoutKernel.Transpose(y.Count / ((long)rows * columns), (T*)x.Pointer, (T*)y.Pointer, rows, columns);
        return true;
    }

    private static void Copy<T>(T* x, T* y, Slot from, Slot to, ReadOnlySpan<int> order, int axis)
        where T : unmanaged
    {
        var (size, step) = (to.Sizes[axis], from.Strides[order[axis]]);
        if (axis < order.Length - 1)
        {
            for (var i = 0L; i < size; i++)
                Copy(x + i * step, y + i * to.Strides[axis], from, to, order, axis + 1);
        }
        else if (step == 1)
        {
            new ReadOnlySpan<T>(x, (int)size).CopyTo(new(y, (int)size));
        }
        else
        {
            for (var i = 0L; i < size; i++)
                y[i] = x[i * step];
        }
    }

    private static long Product(ReadOnlySpan<long> sizes)
    {
        var product = 1L;
        foreach (var size in sizes)
            product *= size;
        return product;
    }
}
