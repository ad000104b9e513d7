namespace DeepDsl;

/// <summary>Exchanges two dimensions, as PyTorch's <c>transpose</c>: <c>Transpose(1, 2)</c> makes (channels, length) to (length, channels).</summary>
/// <param name="dim0">One dimension, with the batch as 0; negative counts from the end.</param>
/// <param name="dim1">The other dimension.</param>
public sealed class TransposeAttribute(int dim0, int dim1) : OperatorAttribute
{
    /// <summary>One dimension, with the batch as 0; negative counts from the end.</summary>
    public int Dim0 { get; } = dim0;

    /// <summary>The other dimension.</summary>
    public int Dim1 { get; } = dim1;
}
