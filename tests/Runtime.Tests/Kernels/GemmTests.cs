using DeepDsl.Kernels;
using DeepDsl.Native;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Kernels;

/// <summary>Matrix products, whichever library makes them.</summary>
public sealed class GemmTests
{
    [Theory]
    [InlineData(3, 5, 7)]
    [InlineData(1, 2048, 2048)]
    [InlineData(128, 128, 128)]
    [InlineData(150, 130, 117)]
    [InlineData(16, 517, 300)]
    [InlineData(16, 20, 2100)]
    [InlineData(20, 30, 50000)]
    public void Products_are_those_of_TorchSharp(int m, int n, int k)
    {
        using var scope = NewDisposeScope();
        foreach (var (transposeA, transposeB, extra) in from a in (bool[])[false, true] from b in (bool[])[false, true] from e in (int[])[0, 3] select (a, b, e))
        {
            // Parts of larger matrices, where there are more columns.
            var left = Tensors.Normal(seed: 1, transposeA ? [k, m + extra] : [m, k + extra]);
            var right = Tensors.Normal(seed: 2, transposeB ? [n, k + extra] : [k, n + extra]);
            var result = full([m, n + extra], 7f, ScalarType.Float32);
            Multiply(m, n, k, left, transposeA, right, transposeB, result);
            var (a2, b2) = (left.narrow(1, 0, transposeA ? m : k), right.narrow(1, 0, transposeB ? k : n));
            Tensors.Near((transposeA ? a2.t() : a2).mm(transposeB ? b2.t() : b2), result.narrow(1, 0, n), 1e-5);
            Assert.True(result.narrow(1, n, extra).eq(7).all().item<bool>(), "What is beside the product changed.");
        }
    }

    private static unsafe void Multiply(int m, int n, int k, Tensor left, bool transposeA, Tensor right, bool transposeB, Tensor result) =>
        Gemm.Multiply(false, m, n, k, Of(left, transposeA), Of(right, transposeB), Of(result, false));

    private static unsafe Matrix Of(Tensor tensor, bool isTransposed) => new(LibTorch.DataPointer(tensor.Handle), (int)tensor.stride(0), isTransposed);
}
