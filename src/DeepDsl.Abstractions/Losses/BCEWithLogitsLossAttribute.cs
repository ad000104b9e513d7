namespace DeepDsl;

/// <summary>Binary cross-entropy between logits and targets in [0, 1] of the same shape, over all elements; it applies the sigmoid itself.</summary>
public sealed class BCEWithLogitsLossAttribute : ComparingLossAttribute
{
    /// <summary>Judges the member it is written on, or the one result.</summary>
    public BCEWithLogitsLossAttribute()
    {
    }

    /// <summary>Judges the member <paramref name="value"/>.</summary>
    public BCEWithLogitsLossAttribute(string value) => Value = value;

    /// <summary>What a positive target counts, as PyTorch's <c>pos_weight</c>: one number for all, <c>new[] { 3.0 }</c>, or one per class, which are the channels of feature maps and the last dimension of vectors and sequences.</summary>
    public double[]? PosWeight { get; set; }
}
