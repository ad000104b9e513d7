using DeepDsl.Compiler.Operators;
using DeepDsl.Native;
using static TorchSharp.torch;

namespace DeepDsl.Benchmarks.Variants;

/// <summary>A convolution or one of its gradients by libtorch, on values and weights with their channels innermost.</summary>
internal sealed unsafe class ConvolutionRun : INativeRun
{
    private readonly ConvolutionCall _call;
    private readonly Tensor _x;
    private readonly Tensor _weight;
    private readonly Tensor _y;
    private readonly Tensor? _bias;

    public ConvolutionRun(ConvolutionCall call)
    {
        _call = call;
        (_x, _weight, _y) = (Random(call.X), Random(call.Weight), Random(call.Y));
        _bias = call.HasBias && call.Purpose == NativePurpose.Result ? rand(call.Y[1]).DetachFromDisposeScope() : null;
    }

    public void Run()
    {
        var dims = _call.Stride.Length;
        var geometry = stackalloc long[4 * dims];
        for (var i = 0; i < dims; i++)
            (geometry[i], geometry[dims + i], geometry[2 * dims + i], geometry[3 * dims + i]) = (_call.Stride[i], _call.Padding[i], _call.Dilation[i], _call.OutputPadding[i]);
        if (_call.Purpose == NativePurpose.Result)
            Forward(geometry, dims);
        else
            Backward(geometry, dims);
    }

    public void Dispose()
    {
        _x.Dispose();
        _weight.Dispose();
        _y.Dispose();
        _bias?.Dispose();
    }

    private void Forward(long* geometry, int dims)
    {
        nint result, bias = _bias?.Handle ?? 0;
        LibTorch.Check(LibTorch.Convolution(_x.Handle, _weight.Handle, bias == 0 ? null : &bias, geometry, dims, geometry + dims, dims, geometry + 2 * dims, dims,
            _call.IsTransposed ? 1 : 0, geometry + 3 * dims, dims, _call.Groups, &result), "convolution");
        LibTorch.Delete(result);
    }

    private void Backward(long* geometry, int dims)
    {
        var ofInput = _call.Purpose == NativePurpose.Input;
        var wanted = stackalloc int[] { ofInput ? 1 : 0, ofInput ? 0 : 1, 0 };
        nint gradX, gradWeight, gradBias;
        LibTorch.Check(LibTorch.ConvolutionBackward(_y.Handle, _x.Handle, _weight.Handle, null, 0, geometry, dims, geometry + dims, dims, geometry + 2 * dims, dims,
            _call.IsTransposed ? 1 : 0, geometry + 3 * dims, dims, _call.Groups, wanted, 3, &gradX, &gradWeight, &gradBias), "convolution_backward");
        LibTorch.Delete(gradX);
        LibTorch.Delete(gradWeight);
        LibTorch.Delete(gradBias);
    }

    private static Tensor Random(int[] shape)
    {
        long[] sizes = [.. shape.Select(size => (long)size)];
        return (sizes.Length == 4 ? rand(sizes[0], sizes[2], sizes[3], sizes[1]).permute(0, 3, 1, 2) : rand(sizes)).DetachFromDisposeScope();
    }
}
