namespace DeepDsl.Kernels;

/// <summary>Products of the matrices that the last two dimensions hold.</summary>
public static unsafe class MatMulKernel
{
    /// <summary>y = a·b for every pair of matrices, either one taken transposed.</summary>
    public static void Run(Slot a, Slot b, Slot y, bool transposeA = false, bool transposeB = false)
    {
        var (m, n) = ((int)y.Sizes[^2], (int)y.Sizes[^1]);
        var k = (int)(transposeA ? a.Sizes[^2] : a.Sizes[^1]);
        var element = y.Bytes / y.Count;
        for (var i = 0L; i < y.Count / ((long)m * n); i++)
        {
            Gemm.Multiply(y.IsDouble, transposeA, transposeB, m, n, k,
                (byte*)a.Pointer + i * m * k * element, (byte*)b.Pointer + i * k * n * element, (byte*)y.Pointer + i * m * n * element);
        }
    }
}
