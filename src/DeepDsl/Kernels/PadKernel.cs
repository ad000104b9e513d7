namespace DeepDsl.Kernels;

/// <summary>Zeros in front of an axis.</summary>
public static class PadKernel
{
    /// <summary>Copies x behind <paramref name="padding"/> zeros along the axis.</summary>
    public static void Forward(Slot x, Slot y, int axis, int padding)
    {
        y.Clear();
        ConcatKernel.Insert(x, y, axis, padding);
    }

    /// <summary>The gradient of x: what stands behind the zeros.</summary>
    public static void Backward(Slot gradient, Slot gradX, int axis, int padding) => ConcatKernel.Extract(gradient, gradX, axis, padding);
}
