namespace DeepDsl;

/// <summary>Binary cross-entropy between probabilities and targets in [0, 1] of the same shape, over all elements. With logits, <see cref="BCEWithLogitsLossAttribute"/> is more accurate.</summary>
public sealed class BCELossAttribute : ComparingLossAttribute
{
    /// <summary>Judges the member it is written on, or the one result.</summary>
    public BCELossAttribute()
    {
    }

    /// <summary>Judges the member <paramref name="value"/>.</summary>
    public BCELossAttribute(string value) => Value = value;
}
