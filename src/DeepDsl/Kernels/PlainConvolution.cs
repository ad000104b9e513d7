using DeepDsl.Models;
using DeepDsl.Native;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>Convolution by TorchSharp's operators, for libraries that do not export libtorch's own.</summary>
internal readonly unsafe struct PlainConvolution((int, int) stride, (int, int) padding, (int, int) dilation, int groups, (int, int) outputPadding, bool transposed)
{
    /// <summary>The handle of the result, which is the caller's.</summary>
    public nint Forward(Slot x, Slot weight, Slot? bias)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        return Handle(Run(Over(x), Over(weight), bias is null ? null : Over(bias)));
    }

    /// <summary>The handle of the gradient of x, or of that of the weight.</summary>
    public nint Backward(Slot gradient, Slot x, Slot weight, bool wantsInput)
    {
        using var normal = inference_mode(false);
        using var recorded = enable_grad();
        using var scope = NewDisposeScope();
        var (input, kernel) = (Over(x), Over(weight));
        var wanted = wantsInput ? input : kernel;
        wanted.requires_grad = true;
        return Handle(autograd.grad([Run(input, kernel, null)], [wanted], [Over(gradient)])[0]);
    }

    private Tensor Run(Tensor x, Tensor weight, Tensor? bias) =>
        transposed ? Portable.ConvTranspose2d(x, weight, bias, stride, padding, dilation, groups, outputPadding)
        : x.dim() == 3 ? Portable.Conv1d(x, weight, bias, stride, padding, dilation, groups)
        : Portable.Conv2d(x, weight, bias, stride, padding, dilation, groups);

    private static Tensor Over(Slot slot) => Tensor.UnsafeCreateTensor(LibTorch.Wrap(slot.Pointer, slot.Sizes, slot.Strides, slot.IsDouble));

    // It must not share memory with the operands, which a result of one element could.
    private static nint Handle(Tensor result) => result.detach().clone().DetachFromDisposeScope().DecoupleFromNativeHandle();
}
