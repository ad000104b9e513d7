namespace DeepDsl;

/// <summary>The mean over dimensions, which the result does not have any more: <c>Mean(2, 3)</c> pools a feature map to (channels).</summary>
/// <param name="dims">The dimensions, with the batch as 0; negative counts from the end.</param>
public sealed class MeanAttribute(params int[] dims) : OperatorAttribute
{
    /// <summary>The dimensions, with the batch as 0; negative counts from the end.</summary>
    public int[] Dims { get; } = dims;
}
