namespace DeepDsl.Kernels;

/// <summary>One slice along an axis.</summary>
public static unsafe class SelectKernel
{
    /// <summary>Copies the slice of x to y.</summary>
    public static void Forward(Slot x, Slot y, int axis, int index)
    {
        var source = (byte*)x.Pointer;
        var target = (byte*)y.Pointer;
        var (run, step) = Runs(x, axis);
        for (var offset = 0L; offset < y.Bytes; offset += run, source += step)
            System.Buffer.MemoryCopy(source + index * run, target + offset, run, run);
    }

    /// <summary>The gradient of x: that of the slice, and zero elsewhere.</summary>
    public static void Backward(Slot gradient, Slot gradX, int axis, int index)
    {
        var source = (byte*)gradient.Pointer;
        var target = (byte*)gradX.Pointer;
        var (run, step) = Runs(gradX, axis);
        System.Runtime.InteropServices.NativeMemory.Clear(target, (nuint)gradX.Bytes);
        for (var offset = 0L; offset < gradient.Bytes; offset += run, target += step)
            System.Buffer.MemoryCopy(source + offset, target + index * run, run, run);
    }

    /// <summary>The bytes of a slice that lie together, and the distance from one such run to the next.</summary>
    private static (long Run, long Step) Runs(Slot whole, int axis)
    {
        var (length, stride, _) = Axis.Of(whole, axis);
        var run = stride * whole.Bytes / whole.Count;
        return (run, length * run);
    }
}
