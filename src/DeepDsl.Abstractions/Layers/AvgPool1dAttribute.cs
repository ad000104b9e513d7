namespace DeepDsl;

/// <summary>The mean over windows of (channels, length), as PyTorch's <c>AvgPool1d</c>.</summary>
public sealed class AvgPool1dAttribute : OperatorAttribute
{
    /// <summary>Pooling with a window.</summary>
    public AvgPool1dAttribute(int kernelSize) => KernelSize = kernelSize;

    /// <summary>Pooling with a window whose size is a member.</summary>
    public AvgPool1dAttribute(string kernelSize) => KernelSize = kernelSize;

    /// <summary>The size of the window.</summary>
    public object KernelSize { get; }

    /// <summary>The stride; by default the window.</summary>
    public object? Stride { get; set; }

    /// <summary>Zeros added on both sides; at most half the window.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>Whether a window that reaches over the edge still counts.</summary>
    public bool CeilMode { get; set; }

    /// <summary>Whether padded zeros count in the mean.</summary>
    [OnlyWith(nameof(Padding), IsHarmless = true)]
    public bool CountIncludePad { get; set; } = true;
}
