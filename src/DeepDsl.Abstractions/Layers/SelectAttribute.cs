namespace DeepDsl;

/// <summary>One slice along a dimension, which the result does not have any more: <c>Select(1, 0)</c> is the first token of (length, features), <c>Select(1, -1)</c> the last.</summary>
/// <param name="dim">The dimension, with the batch as 0; negative counts from the end.</param>
/// <param name="index">The position along it; negative counts from the end.</param>
public sealed class SelectAttribute(int dim, int index) : OperatorAttribute
{
    /// <summary>The dimension, with the batch as 0; negative counts from the end.</summary>
    public int Dim { get; } = dim;

    /// <summary>The position along it; negative counts from the end.</summary>
    public int Index { get; } = index;
}
