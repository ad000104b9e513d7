namespace DeepDsl.Kernels;

/// <summary>Cuts a rectangle out of feature maps, in either layout.</summary>
public static unsafe class CropKernel
{
    /// <summary>Copies the rectangle of y's size that begins at a row and column of x.</summary>
    public static void Forward(Slot x, Slot y, int top, int left)
    {
        var (maps, whole, part, start) = Runs(x, y, left);
        var source = (byte*)x.Pointer;
        var target = (byte*)y.Pointer;
        for (var n = 0L; n < maps; n++)
        {
            for (var row = 0; row < y.Height; row++)
                System.Buffer.MemoryCopy(source + (n * x.Height + top + row) * whole + start, target + (n * y.Height + row) * part, part, part);
        }
    }

    /// <summary>The gradient of x: that of the rectangle, and zero around it.</summary>
    public static void Backward(Slot gradient, Slot gradX, int top, int left)
    {
        gradX.Clear();
        var (maps, whole, part, start) = Runs(gradX, gradient, left);
        var source = (byte*)gradient.Pointer;
        var target = (byte*)gradX.Pointer;
        for (var n = 0L; n < maps; n++)
        {
            for (var row = 0; row < gradient.Height; row++)
                System.Buffer.MemoryCopy(source + (n * gradient.Height + row) * part, target + (n * gradX.Height + top + row) * whole + start, part, part);
        }
    }

    /// <summary>The number of maps, the bytes of a row of the whole and of the part, and where the part begins in a row.</summary>
    private static (long Maps, long Whole, long Part, long Start) Runs(Slot whole, Slot part, int left)
    {
        var position = whole.Bytes / whole.Count * (whole.IsChannelsLast ? whole.Channels : 1);
        return (whole.IsChannelsLast ? whole.Batch : (long)whole.Batch * whole.Channels, whole.Width * position, part.Width * position, left * position);
    }
}
