using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>x·Wᵀ for the kernel of a linear layer to go on with: in the memory that was asked for, or in memory of the library's own.</summary>
internal readonly unsafe ref struct Product
{
    // Below this oneDNN's work before the first multiplication takes longer than BLAS needs for all of them.
    private const long Worthwhile = 1 << 21;
    private const int Rows = 16;

    private readonly nint _made;

    public Product(Slot x, Slot weight, Slot y, int firstRow)
    {
        if (x.IsDouble || !LibTorch.HasLinear || x.Rows < Rows || (long)x.Rows * x.Columns * y.Columns < Worthwhile)
        {
            Gemm.Multiply(x.IsDouble, false, true, x.Rows, y.Columns, x.Columns, x.Pointer, weight.Row(firstRow), y.Pointer);
            Data = y.Pointer;
            return;
        }
        using var quiet = LibTorch.WithoutGrad();
        var left = LibTorch.Wrap(x.Pointer, [x.Rows, x.Columns], [x.Columns, 1], isDouble: false);
        var right = LibTorch.Wrap(weight.Row(firstRow), [y.Columns, x.Columns], [x.Columns, 1], isDouble: false);
        _made = LibTorch.Linear(left, right);
        LibTorch.Delete(left);
        LibTorch.Delete(right);
        Data = LibTorch.DataPointer(_made);
    }

    /// <summary>The product, row by row.</summary>
    public void* Data { get; }

    public void Dispose()
    {
        if (_made != 0)
            LibTorch.Delete(_made);
    }
}
