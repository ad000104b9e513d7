using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>Matrix products over raw memory, all matrices row by row.</summary>
internal static unsafe class Gemm
{
    /// <summary>c[m, n] = a[m, k]·b[k, n], either one given transposed.</summary>
    public static void Multiply(bool isDouble, bool transposeA, bool transposeB, int m, int n, int k, void* a, void* b, void* c)
    {
        if (m == 0 || n == 0)
            return;
        if (isDouble && LibTorch.Dgemm != null)
            Blas(transposeA, transposeB, m, n, k, (double*)a, (double*)b, (double*)c);
        else if (!isDouble && LibTorch.Sgemm != null)
            Blas(transposeA, transposeB, m, n, k, (float*)a, (float*)b, (float*)c);
        else
            Tensors(isDouble, transposeA, transposeB, m, n, k, a, b, c);
    }

    // BLAS counts by columns: it sees every matrix transposed, so the operands change places.
    private static void Blas(bool transposeA, bool transposeB, int m, int n, int k, float* a, float* b, float* c)
    {
        var (ta, tb) = ((byte)(transposeA ? 'T' : 'N'), (byte)(transposeB ? 'T' : 'N'));
        var (one, zero) = (1f, 0f);
        var (lda, ldb) = (transposeA ? m : k, transposeB ? k : n);
        LibTorch.Sgemm(&tb, &ta, &n, &m, &k, &one, b, &ldb, a, &lda, &zero, c, &n);
    }

    private static void Blas(bool transposeA, bool transposeB, int m, int n, int k, double* a, double* b, double* c)
    {
        var (ta, tb) = ((byte)(transposeA ? 'T' : 'N'), (byte)(transposeB ? 'T' : 'N'));
        var (one, zero) = (1d, 0d);
        var (lda, ldb) = (transposeA ? m : k, transposeB ? k : n);
        LibTorch.Dgemm(&tb, &ta, &n, &m, &k, &one, b, &ldb, a, &lda, &zero, c, &n);
    }

    private static void Tensors(bool isDouble, bool transposeA, bool transposeB, int m, int n, int k, void* a, void* b, void* c)
    {
        using var quiet = LibTorch.WithoutGrad();
        var left = LibTorch.Wrap(a, [m, k], transposeA ? [1, m] : [k, 1], isDouble);
        var right = LibTorch.Wrap(b, [k, n], transposeB ? [1, k] : [n, 1], isDouble);
        var result = LibTorch.Wrap(c, [m, n], [n, 1], isDouble);
        var code = LibTorch.MultiplyInto(result, left, right);
        LibTorch.Delete(left);
        LibTorch.Delete(right);
        LibTorch.Delete(result);
        LibTorch.Check(code, "mm_out");
    }
}
