namespace DeepDsl;

/// <summary>Cross-entropy between logits (classes) and class indices, as PyTorch's <c>CrossEntropyLoss</c>: it applies log-softmax itself.</summary>
public sealed class CrossEntropyLossAttribute : ClassesLossAttribute
{
    /// <summary>Judges the member it is written on, or the one result.</summary>
    public CrossEntropyLossAttribute()
    {
    }

    /// <summary>Judges the member <paramref name="value"/>.</summary>
    public CrossEntropyLossAttribute(string value) => Value = value;

    /// <summary>The share of the target that is spread over all classes (Szegedy et al., 2015, arXiv:1512.00567).</summary>
    public double LabelSmoothing { get; set; }
}
