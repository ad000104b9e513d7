namespace DeepDsl;

/// <summary>The maximum over windows of (channels, length), as PyTorch's <c>MaxPool1d</c>.</summary>
public sealed class MaxPool1dAttribute : OperatorAttribute
{
    /// <summary>Pooling with a window.</summary>
    public MaxPool1dAttribute(int kernelSize) => KernelSize = kernelSize;

    /// <summary>Pooling with a window whose size is a member.</summary>
    public MaxPool1dAttribute(string kernelSize) => KernelSize = kernelSize;

    /// <summary>The size of the window.</summary>
    public object KernelSize { get; }

    /// <summary>The stride; by default the window.</summary>
    public object? Stride { get; set; }

    /// <summary>Positions added on both sides, which never win; at most half the window.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>Whether a window that reaches over the edge still counts.</summary>
    public bool CeilMode { get; set; }
}
