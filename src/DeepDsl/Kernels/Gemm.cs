using DeepDsl.Native;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Matrix products over raw memory, all matrices row by row.</summary>
internal static unsafe class Gemm
{
    /// <summary>c[m, n] = a[m, k]·b[k, n], either one given transposed.</summary>
    public static void Multiply(bool isDouble, bool transposeA, bool transposeB, int m, int n, int k, void* a, void* b, void* c) =>
        Multiply(isDouble, m, n, k, new(a, transposeA ? m : k, transposeA), new(b, transposeB ? k : n, transposeB), new(c, n));

    /// <summary>c[m, n] = alpha·a[m, k]·b[k, n] for matrices that may be parts of larger ones.</summary>
    public static void Multiply(bool isDouble, int m, int n, int k, Matrix a, Matrix b, Matrix c, double alpha = 1)
    {
        if (m == 0 || n == 0)
            return;
        if (alpha == 1 && NativeProduct.Pays(isDouble, m, n, k))
            Copied(m, n, k, a, b, c);
        else if (VectorProduct.Pays(isDouble, m, n, k, VectorProduct.AreLines(a, b)))
            VectorProduct.Multiply(m, n, k, a, b, c, (float)alpha);
        else if (isDouble && LibTorch.Dgemm != null)
            Double(m, n, k, a, b, c, alpha);
        else if (!isDouble && LibTorch.Sgemm != null)
            Single(m, n, k, a, b, c, (float)alpha);
        else if (LibTorch.Level == NativeLevel.Off)
            Plain(isDouble, m, n, k, a, b, c, alpha);
        else
            Tensors(isDouble, m, n, k, a, b, c, alpha);
    }

    private static void Copied(int m, int n, int k, Matrix a, Matrix b, Matrix c)
    {
        using var product = new NativeProduct(m, n, k, a, b);
        var (rows, columns) = c.Stride == n ? (1, (long)m * n) : (m, n);
        for (var row = 0L; row < rows; row++)
            System.Buffer.MemoryCopy(product.Data + row * columns, (float*)c.Data + row * c.Stride, columns * sizeof(float), columns * sizeof(float));
    }

    // BLAS counts by columns: it sees every matrix transposed, so the operands change places.
    private static void Single(int m, int n, int k, Matrix a, Matrix b, Matrix c, float alpha)
    {
        var (ta, tb, zero) = (a.Flag, b.Flag, 0f);
        var (lda, ldb, ldc) = (a.Stride, b.Stride, c.Stride);
        LibTorch.Sgemm(&tb, &ta, &n, &m, &k, &alpha, (float*)b.Data, &ldb, (float*)a.Data, &lda, &zero, (float*)c.Data, &ldc);
    }

    private static void Double(int m, int n, int k, Matrix a, Matrix b, Matrix c, double alpha)
    {
        var (ta, tb, zero) = (a.Flag, b.Flag, 0d);
        var (lda, ldb, ldc) = (a.Stride, b.Stride, c.Stride);
        LibTorch.Dgemm(&tb, &ta, &n, &m, &k, &alpha, (double*)b.Data, &ldb, (double*)a.Data, &lda, &zero, (double*)c.Data, &ldc);
    }

    internal static void Tensors(bool isDouble, int m, int n, int k, Matrix a, Matrix b, Matrix c, double alpha)
    {
        using var quiet = LibTorch.WithoutGrad();
        var (left, right, result) = (Wrap(a, m, k, isDouble), Wrap(b, k, n, isDouble), Wrap(c, m, n, isDouble));
        var code = alpha == 1 ? LibTorch.MultiplyInto(result, left, right) : LibTorch.MultiplyAddInto(result, result, left, right, 0, alpha);
        LibTorch.Delete(left);
        LibTorch.Delete(right);
        LibTorch.Delete(result);
        LibTorch.Check(code, "mm_out");
    }

    private static void Plain(bool isDouble, int m, int n, int k, Matrix a, Matrix b, Matrix c, double alpha)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var product = mm(Tensor.UnsafeCreateTensor(Wrap(a, m, k, isDouble)), Tensor.UnsafeCreateTensor(Wrap(b, k, n, isDouble)));
        Tensor.UnsafeCreateTensor(Wrap(c, m, n, isDouble)).copy_(alpha == 1 ? product : product.mul_(alpha));
    }

    private static nint Wrap(Matrix matrix, int rows, int columns, bool isDouble) =>
        LibTorch.Wrap(matrix.Data, [rows, columns], matrix.IsTransposed ? [1, matrix.Stride] : [matrix.Stride, 1], isDouble);
}

/// <summary>A matrix, or a part of a larger one.</summary>
/// <param name="data">Its first element.</param>
/// <param name="stride">The distance from one row in memory to the next.</param>
/// <param name="isTransposed">Whether the rows in memory are its columns.</param>
internal readonly unsafe struct Matrix(void* data, int stride, bool isTransposed = false)
{
    public void* Data => data;

    public int Stride => stride;

    public bool IsTransposed => isTransposed;

    /// <summary>How BLAS writes whether it is transposed.</summary>
    public byte Flag => (byte)(isTransposed ? 'T' : 'N');
}
