namespace DeepDsl;

/// <summary>The mean over windows chosen so that the output has a given size, as PyTorch's <c>AdaptiveAvgPool2d</c>; size 1 is global average pooling.</summary>
public sealed class AdaptiveAvgPool2dAttribute : OperatorAttribute
{
    /// <summary>A square output.</summary>
    public AdaptiveAvgPool2dAttribute(int outputSize) => OutputSize = outputSize;

    /// <summary>An output of [height, width].</summary>
    public AdaptiveAvgPool2dAttribute(int[] outputSize) => OutputSize = outputSize;

    /// <summary>An output whose size is a member.</summary>
    public AdaptiveAvgPool2dAttribute(string outputSize) => OutputSize = outputSize;

    /// <summary>The output size: one number, or [height, width].</summary>
    public object OutputSize { get; }
}
