namespace DeepDsl;

/// <summary>What the compiler predicts of a model's signals at the start of training, for standardized inputs and a batch of 32. A factor of two is its accuracy.</summary>
/// <param name="SecondMoments">E x² of the result of every layer in <see cref="ModelSummary.Layers"/>; null where nothing is known.</param>
/// <param name="GradientNorms">The Frobenius norm of the gradient of every layer's weight; null for layers without one.</param>
public sealed record SignalSummary(IReadOnlyList<double?> SecondMoments, IReadOnlyList<double?> GradientNorms)
{
    /// <summary>Why the prediction is unsure; empty where it is not.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];
}
