namespace DeepDsl.Kernels;

/// <summary>Joins values along an axis, and takes them apart again.</summary>
public static unsafe class ConcatKernel
{
    /// <summary>Copies x to its place in y, from <paramref name="offset"/> on along the axis.</summary>
    public static void Insert(Slot x, Slot y, int axis, int offset)
    {
        var (run, step, start, runs) = Runs(x, y, axis, offset);
        RowCopies.Run(x.Pointer, run, (byte*)y.Pointer + start, step, run, runs);
    }

    /// <summary>Copies the part of y that begins at <paramref name="offset"/> along the axis to x.</summary>
    public static void Extract(Slot y, Slot x, int axis, int offset)
    {
        var (run, step, start, runs) = Runs(x, y, axis, offset);
        RowCopies.Run((byte*)y.Pointer + start, step, x.Pointer, run, run, runs);
    }

    private static (long Run, long Step, long Start, long Runs) Runs(Slot part, Slot whole, int axis, int offset)
    {
        var (mine, all) = (Axis.Of(part, axis), Axis.Of(whole, axis));
        var element = part.Bytes / part.Count;
        return (mine.Length * mine.Stride * element, all.Length * all.Stride * element, offset * all.Stride * element, part.Count / (mine.Length * mine.Stride));
    }
}
