namespace DeepDsl.Kernels;

/// <summary>The rows and columns of an input that each position of an output looks at.</summary>
internal readonly struct PoolingWindow((int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding, PooledMaps x)
{
    public (int From, int To) Rows(int position) => Range(position, kernel.Height, stride.Height, padding.Height, x.Height);

    public (int From, int To) Columns(int position) => Range(position, kernel.Width, stride.Width, padding.Width, x.Width);

    /// <summary>Whether no position is in two windows.</summary>
    public bool AreApart => stride.Height >= kernel.Height && stride.Width >= kernel.Width;

    /// <summary>Whether the windows of so many positions, if they are apart, leave nothing out.</summary>
    public bool Covers(PooledMaps y) => stride == kernel && y.Height * stride.Height >= x.Height + padding.Height && y.Width * stride.Width >= x.Width + padding.Width;

    /// <summary>The number of elements of a window, with the padding it covers (but not what lies beyond).</summary>
    public int SizeWithPadding(int row, int column) =>
        Extent(row, kernel.Height, stride.Height, padding.Height, x.Height) * Extent(column, kernel.Width, stride.Width, padding.Width, x.Width);

    private static (int, int) Range(int position, int kernel, int stride, int padding, int size)
    {
        var start = position * stride - padding;
        return (Math.Max(0, start), Math.Min(size, start + kernel));
    }

    private static int Extent(int position, int kernel, int stride, int padding, int size)
    {
        var start = position * stride - padding;
        return Math.Min(start + kernel, size + padding) - start;
    }
}
