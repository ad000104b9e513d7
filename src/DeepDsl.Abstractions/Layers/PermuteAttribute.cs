namespace DeepDsl;

/// <summary>Puts the dimensions into another order, as PyTorch's <c>permute</c>: <c>Permute(0, 2, 3, 1)</c> makes (channels, height, width) to (height, width, channels).</summary>
/// <param name="dims">For each dimension of the result the one it was, with the batch as 0; the batch stays first, and may be left out.</param>
public sealed class PermuteAttribute(params int[] dims) : OperatorAttribute
{
    /// <summary>For each dimension of the result the one it was, with the batch as 0.</summary>
    public int[] Dims { get; } = dims;
}
