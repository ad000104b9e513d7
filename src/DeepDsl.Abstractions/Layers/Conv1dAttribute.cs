namespace DeepDsl;

/// <summary>1-D convolution over (channels, length), as PyTorch's <c>Conv1d</c>: a cross-correlation with zero padding.</summary>
public sealed class Conv1dAttribute : WeightedAttribute
{
    /// <summary>A convolution of given sizes.</summary>
    public Conv1dAttribute(int outChannels, int kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>A convolution whose kernel size is a member.</summary>
    public Conv1dAttribute(int outChannels, string kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>A convolution whose number of output channels is a member.</summary>
    public Conv1dAttribute(string outChannels, int kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>A convolution whose number of output channels and kernel size are members.</summary>
    public Conv1dAttribute(string outChannels, string kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>The number of output channels.</summary>
    public object OutChannels { get; }

    /// <summary>The kernel size.</summary>
    public object KernelSize { get; }

    /// <summary>The stride: a number or a member's name.</summary>
    public object Stride { get; set; } = 1;

    /// <summary>Zeros added on both sides: a number or a member's name. <see cref="CausalPadAttribute"/> adds them in front alone.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>The spacing between kernel elements: a number or a member's name.</summary>
    public object Dilation { get; set; } = 1;

    /// <summary>The number of groups that input and output channels are divided into: a number or a member's name.</summary>
    public object Groups { get; set; } = 1;
}
