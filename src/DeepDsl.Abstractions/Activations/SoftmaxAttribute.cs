namespace DeepDsl;

/// <summary>The softmax, eˣ / Σeˣ, along one dimension.</summary>
/// <param name="dim">The dimension, with the batch as 0; negative counts from the end.</param>
public sealed class SoftmaxAttribute(int dim = -1) : OperatorAttribute
{
    /// <summary>The dimension, with the batch as 0; negative counts from the end.</summary>
    public int Dim { get; } = dim;
}
