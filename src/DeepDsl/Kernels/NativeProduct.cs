using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>A matrix product by oneDNN, in memory of the library's own until it is disposed.</summary>
/// <remarks>Used where MKL's sgemm reaches half of its speed: on processors that are not Intel's.</remarks>
internal readonly unsafe ref struct NativeProduct
{
    // Below these oneDNN's work before the first multiplication takes longer than BLAS needs for all of them.
    private const long LeastMultiplications = 1 << 21;
    private const int LeastSize = 16;

    private readonly nint _result;

    /// <summary>a[m, k]·b[k, n].</summary>
    public NativeProduct(int m, int n, int k, Matrix a, Matrix b)
    {
        using var quiet = LibTorch.WithoutGrad();
        var left = LibTorch.Wrap(a.Data, [m, k], a.IsTransposed ? [1, a.Stride] : [a.Stride, 1], isDouble: false);
        var right = LibTorch.Wrap(b.Data, [n, k], b.IsTransposed ? [b.Stride, 1] : [1, b.Stride], isDouble: false);
        _result = LibTorch.Linear(left, right, bias: 0, isRectified: false);
        LibTorch.Delete(left);
        LibTorch.Delete(right);
        Data = (float*)LibTorch.DataPointer(_result);
    }

    /// <summary>The product, row by row.</summary>
    public float* Data { get; }

    /// <summary>Whether it is the faster way.</summary>
    public static bool Pays(bool isDouble, int m, int n, int k) =>
        !isDouble && Math.Min(m, Math.Min(n, k)) >= LeastSize && (long)m * n * k >= LeastMultiplications && LibTorch.HasLinear && !VectorProduct.Pays(isDouble, m, n, k, ofLines: false);

    public void Dispose() => LibTorch.Delete(_result);
}
