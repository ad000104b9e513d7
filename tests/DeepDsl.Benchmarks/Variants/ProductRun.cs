using DeepDsl.Compiler.Operators;
using DeepDsl.Kernels;
using DeepDsl.Native;
using static TorchSharp.torch;

namespace DeepDsl.Benchmarks.Variants;

/// <summary>Matrix products through the runtime's own way to them.</summary>
internal sealed unsafe class ProductRun : INativeRun
{
    private readonly MatrixProduct _product;
    private readonly Tensor _a;
    private readonly Tensor _b;
    private readonly Tensor _c;
    private readonly nint _dataA;
    private readonly nint _dataB;
    private readonly nint _dataC;

    public ProductRun(MatrixProduct product)
    {
        _product = product;
        (_a, _dataA) = Memory(product.A, product.A.IsTransposed ? product.K : product.M);
        (_b, _dataB) = Memory(product.B, product.B.IsTransposed ? product.N : product.K);
        (_c, _dataC) = Memory(product.C, product.M);
    }

    public void Run()
    {
        for (var sample = 0; sample < _product.Samples; sample++)
        {
            for (var head = 0; head < _product.Heads; head++)
                Gemm.Multiply(false, _product.M, _product.N, _product.K, Part(_dataA, _product.A, sample, head), Part(_dataB, _product.B, sample, head), Part(_dataC, _product.C, sample, head));
        }
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _c.Dispose();
    }

    private static Matrix Part(nint data, Operand operand, int sample, int head) =>
        new((float*)data + (long)sample * operand.PerSample + (long)head * operand.PerHead, operand.Stride, operand.IsTransposed);

    private (Tensor, nint) Memory(Operand operand, int rows)
    {
        var values = rand(operand.PerSample > 0 ? (long)operand.PerSample * _product.Samples : (long)rows * operand.Stride).DetachFromDisposeScope();
        return (values, (nint)LibTorch.DataPointer(values.Handle));
    }
}
