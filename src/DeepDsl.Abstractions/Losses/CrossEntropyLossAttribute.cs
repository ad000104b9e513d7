namespace DeepDsl;

/// <summary>Cross-entropy between logits (classes) and class indices, as PyTorch's <c>CrossEntropyLoss</c>: it applies log-softmax itself.</summary>
public sealed class CrossEntropyLossAttribute : LossAttribute
{
    /// <summary>Judges the member it is written on, or the one result.</summary>
    public CrossEntropyLossAttribute()
    {
    }

    /// <summary>Judges the member <paramref name="value"/>.</summary>
    public CrossEntropyLossAttribute(string value) => Value = value;

    /// <summary>The share of the target that is spread over all classes (Szegedy et al., 2015, arXiv:1512.00567).</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>The dimension of the classes, counted with the batch as 0. By default the channels of feature maps, and the last dimension of vectors and sequences; <c>Dim = 1</c> is what PyTorch takes for sequences (classes, length).</summary>
    public int Dim { get; set; }

    /// <summary>The target value of samples that do not count.</summary>
    public int IgnoreIndex { get; set; } = -100;
}
