namespace DeepDsl;

/// <summary>The mean over windows of (channels, height, width), as PyTorch's <c>AvgPool2d</c>.</summary>
public sealed class AvgPool2dAttribute : OperatorAttribute
{
    /// <summary>Pooling with a square window.</summary>
    public AvgPool2dAttribute(int kernelSize) => KernelSize = kernelSize;

    /// <summary>Pooling with a window of [height, width].</summary>
    public AvgPool2dAttribute(int[] kernelSize) => KernelSize = kernelSize;

    /// <summary>Pooling with a window whose size is a member.</summary>
    public AvgPool2dAttribute(string kernelSize) => KernelSize = kernelSize;

    /// <summary>The window: one number, or [height, width].</summary>
    public object KernelSize { get; }

    /// <summary>The stride; by default the window.</summary>
    public object? Stride { get; set; }

    /// <summary>Zeros added on every side; at most half the window.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>Whether a window that reaches over the edge still counts.</summary>
    public bool CeilMode { get; set; }

    /// <summary>Whether padded zeros count in the mean.</summary>
    [OnlyWith(nameof(Padding), IsHarmless = true)]
    public bool CountIncludePad { get; set; } = true;
}
