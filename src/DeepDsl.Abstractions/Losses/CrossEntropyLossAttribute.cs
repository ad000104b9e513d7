namespace DeepDsl;

/// <summary>Cross-entropy between logits (classes) and class indices, as PyTorch's <c>CrossEntropyLoss</c>: it applies log-softmax itself.</summary>
public sealed class CrossEntropyLossAttribute : LossAttribute
{
    /// <summary>The share of the target that is spread over all classes (Szegedy et al., 2015, arXiv:1512.00567).</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>The target value of samples that do not count.</summary>
    public int IgnoreIndex { get; set; } = -100;
}
