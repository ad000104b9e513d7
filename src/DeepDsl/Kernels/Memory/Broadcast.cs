namespace DeepDsl.Kernels;

/// <summary>The axes of a value in the order in which they lie in memory, and how two others move along them: not at all where their size is 1.</summary>
/// <param name="full">The value that has every size.</param>
/// <param name="a">One that has the same sizes or 1.</param>
/// <param name="b">Another one.</param>
internal readonly struct Broadcast(Slot full, Slot a, Slot b)
{
    /// <summary>The innermost axis.</summary>
    public int Last => full.Sizes.Length - 1;

    /// <summary>The size of an axis, and the distance from one element to the next in each value.</summary>
    public (long Size, long Full, long A, long B) this[int axis]
    {
        get
        {
            var dim = Axis.DimensionOf(full, axis);
            return (full.Sizes[dim], full.Strides[dim], Stride(a, dim), Stride(b, dim));
        }
    }

    private static long Stride(Slot slot, int dim) => slot.Sizes[dim] == 1 ? 0 : slot.Strides[dim];
}
