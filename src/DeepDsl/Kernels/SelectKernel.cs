namespace DeepDsl.Kernels;

/// <summary>One slice along an axis.</summary>
public static unsafe class SelectKernel
{
    /// <summary>Copies the slice of x to y.</summary>
    public static void Forward(Slot x, Slot y, int axis, int index)
    {
        var (run, step) = Runs(x, axis);
        RowCopies.Run((byte*)x.Pointer + index * run, step, y.Pointer, run, run, y.Bytes / run);
    }

    /// <summary>The gradient of x: that of the slice, and zero elsewhere.</summary>
    public static void Backward(Slot gradient, Slot gradX, int axis, int index)
    {
        var (run, step) = Runs(gradX, axis);
        System.Runtime.InteropServices.NativeMemory.Clear(gradX.Pointer, (nuint)gradX.Bytes);
        RowCopies.Run(gradient.Pointer, run, (byte*)gradX.Pointer + index * run, step, run, gradient.Bytes / run);
    }

    /// <summary>The bytes of a slice that lie together, and the distance from one such run to the next.</summary>
    private static (long Run, long Step) Runs(Slot whole, int axis)
    {
        var (length, stride, _) = Axis.Of(whole, axis);
        var run = stride * whole.Bytes / whole.Count;
        return (run, length * run);
    }
}
