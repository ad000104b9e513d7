namespace DeepDsl;

/// <summary>2-D convolution over (channels, height, width), as PyTorch's <c>Conv2d</c>: a cross-correlation with zero padding.</summary>
public sealed class Conv2dAttribute : WeightedAttribute
{
    /// <summary>A convolution with a square kernel.</summary>
    public Conv2dAttribute(int outChannels, int kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>A convolution with a kernel of [height, width].</summary>
    public Conv2dAttribute(int outChannels, int[] kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>A convolution whose kernel size is a member.</summary>
    public Conv2dAttribute(int outChannels, string kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>A convolution whose number of output channels is a member.</summary>
    public Conv2dAttribute(string outChannels, int kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>A convolution whose number of output channels is a member, with a kernel of [height, width].</summary>
    public Conv2dAttribute(string outChannels, int[] kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>A convolution whose number of output channels and kernel size are members.</summary>
    public Conv2dAttribute(string outChannels, string kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>The number of output channels.</summary>
    public object OutChannels { get; }

    /// <summary>The kernel size: one number, or [height, width].</summary>
    public object KernelSize { get; }

    /// <summary>The stride: one number, <c>new[] { vertical, horizontal }</c>, or a member's name.</summary>
    public object Stride { get; set; } = 1;

    /// <summary>Zeros added on every side: one number, <c>new[] { vertical, horizontal }</c>, or a member's name.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>The spacing between kernel elements: one number, <c>new[] { vertical, horizontal }</c>, or a member's name.</summary>
    public object Dilation { get; set; } = 1;

    /// <summary>The number of groups that input and output channels are divided into: a number or a member's name.</summary>
    public object Groups { get; set; } = 1;
}
