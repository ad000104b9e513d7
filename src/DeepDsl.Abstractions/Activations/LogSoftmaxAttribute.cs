namespace DeepDsl;

/// <summary>The logarithm of the softmax, x − log Σeˣ, along one dimension: log-probabilities, as <see cref="NLLLossAttribute"/> judges them.</summary>
/// <param name="dim">The dimension, with the batch as 0; negative counts from the end.</param>
public sealed class LogSoftmaxAttribute(int dim = -1) : OperatorAttribute
{
    /// <summary>The dimension, with the batch as 0; negative counts from the end.</summary>
    public int Dim { get; } = dim;
}
