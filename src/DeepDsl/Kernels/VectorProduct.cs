using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using DeepDsl.Native;

namespace DeepDsl.Kernels;

/// <summary>Products of float32 matrices by vectors of 512 bits, without a library.</summary>
internal static unsafe class VectorProduct
{
    // Beyond these a panel, or the rows that meet it, leave the caches; oneDNN copies them into blocks.
    private const long MostElements = 1 << 20;
    private const long MostInPanel = 1 << 16;

    // So many elements of the result per term cost more to write, panel by panel, than to compute.
    private const long MostWritten = 1 << 17;

    // On Intel's processors MKL is faster as soon as its call is not most of the work. Where there is no BLAS, the call takes ten times as long.
    private const long MostOnIntel = 1 << 12;
    private const long MostWithoutBlas = 1 << 17;

    // With fewer rows or columns most of what panels compute is thrown away.
    private const int FewVectors = 4;

    /// <summary>Whether it is the fastest way: on AMD's Zen 5 about 250 GFLOP/s on one core, where MKL reaches 110, and oneDNN from 25 for small products to 250 for large ones.</summary>
    /// <param name="isDouble">Whether the matrices are of double precision.</param>
    /// <param name="m">The rows of the product.</param>
    /// <param name="n">Its columns.</param>
    /// <param name="k">The terms of each element.</param>
    /// <param name="ofLines">Whether the terms of an element stand side by side in both matrices.</param>
    public static bool Pays(bool isDouble, int m, int n, int k, bool ofLines) =>
        !isDouble && Avx512F.IsSupported && Vector512.IsHardwareAccelerated &&
        (LibTorch.IsIntel
            ? (ofLines && m == 1) || (long)m * n * k <= (LibTorch.Sgemm == null ? MostWithoutBlas : MostOnIntel)
            : (ofLines && Math.Min(m, n) < FewVectors) || ((long)k * Math.Clamp(n, NarrowStrip.Width, WideStrip.Width) <= MostInPanel && (long)m * k < MostElements && (long)n * k < MostElements && (long)m * n <= MostWritten * k));

    /// <summary>Whether the terms of an element stand side by side in both matrices.</summary>
    public static bool AreLines(Matrix a, Matrix b) => !a.IsTransposed && b.IsTransposed;

    /// <summary>c[m, n] = alpha·a[m, k]·b[k, n].</summary>
    public static void Multiply(int m, int n, int k, Matrix a, Matrix b, Matrix c, float alpha)
    {
        if (m < FewVectors && AreLines(a, b))
            new DotProducts(m, n, k, a, b, c, alpha).Run();
        else if (n < FewVectors && AreLines(a, b))
            new DotProducts(n, m, k, b, a, new(c.Data, c.Stride, isTransposed: true), alpha).Run();
        else
            new PanelProduct(m, n, k, a, b, c, alpha).Run();
    }
}
