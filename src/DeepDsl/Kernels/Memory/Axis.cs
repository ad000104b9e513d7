namespace DeepDsl.Kernels;

/// <summary>The lines along one axis of a value, as it lies in memory.</summary>
/// <param name="Length">The elements of a line.</param>
/// <param name="Stride">The distance from one to the next.</param>
/// <param name="Lines">The number of lines.</param>
internal readonly record struct Axis(int Length, long Stride, long Lines)
{
    /// <summary>The axis of a value by its position in memory, 0 being the batch.</summary>
    public static Axis Of(Slot slot, int axis)
    {
        var dim = DimensionOf(slot, axis);
        return new(checked((int)slot.Sizes[dim]), slot.Strides[dim], slot.Count / slot.Sizes[dim]);
    }

    /// <summary>Where a line begins.</summary>
    public long Start(long line) => line / Stride * Stride * Length + line % Stride;

    /// <summary>The dimension that lies at this position in memory.</summary>
    public static int DimensionOf(Slot slot, int axis) => !slot.IsChannelsLast || axis == 0 ? axis : axis == 3 ? 1 : axis + 1;
}
