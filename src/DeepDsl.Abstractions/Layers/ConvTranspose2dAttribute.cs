namespace DeepDsl;

/// <summary>Transposed 2-D convolution over (channels, height, width), as PyTorch's <c>ConvTranspose2d</c>: the gradient of a convolution, which makes maps larger.</summary>
/// <remarks>The result has (size − 1)·stride − 2·padding + dilation·(kernel − 1) + output padding + 1 rows and columns; the weight is (in channels, out channels/groups, kernel height, kernel width).</remarks>
public sealed class ConvTranspose2dAttribute : WeightedAttribute
{
    /// <summary>A transposed convolution with a square kernel.</summary>
    public ConvTranspose2dAttribute(int outChannels, int kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>A transposed convolution with a kernel of [height, width].</summary>
    public ConvTranspose2dAttribute(int outChannels, int[] kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>A transposed convolution whose kernel size is a member.</summary>
    public ConvTranspose2dAttribute(int outChannels, string kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>A transposed convolution whose number of output channels is a member.</summary>
    public ConvTranspose2dAttribute(string outChannels, int kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>A transposed convolution whose number of output channels is a member, with a kernel of [height, width].</summary>
    public ConvTranspose2dAttribute(string outChannels, int[] kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>A transposed convolution whose number of output channels and kernel size are members.</summary>
    public ConvTranspose2dAttribute(string outChannels, string kernelSize) => (OutChannels, KernelSize) = (outChannels, kernelSize);

    /// <summary>The number of output channels.</summary>
    public object OutChannels { get; }

    /// <summary>The kernel size: one number, or [height, width].</summary>
    public object KernelSize { get; }

    /// <summary>The distance between the places of neighbouring inputs: one number, <c>new[] { vertical, horizontal }</c>, or a member's name.</summary>
    public object Stride { get; set; } = 1;

    /// <summary>What is cut off on every side: one number, <c>new[] { vertical, horizontal }</c>, or a member's name.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>What is added at the far side, less than the stride or the dilation: one number, <c>new[] { vertical, horizontal }</c>, or a member's name.</summary>
    public object OutputPadding { get; set; } = 0;

    /// <summary>The spacing between kernel elements: one number, <c>new[] { vertical, horizontal }</c>, or a member's name.</summary>
    public object Dilation { get; set; } = 1;

    /// <summary>The number of groups that input and output channels are divided into: a number or a member's name.</summary>
    public object Groups { get; set; } = 1;
}
