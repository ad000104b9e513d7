namespace DeepDsl;

/// <summary>The mean absolute difference between value and target, over all elements, as PyTorch's <c>L1Loss</c>.</summary>
public sealed class L1LossAttribute : ComparingLossAttribute
{
    /// <summary>Judges the member it is written on, or the one result.</summary>
    public L1LossAttribute()
    {
    }

    /// <summary>Judges the member <paramref name="value"/>.</summary>
    public L1LossAttribute(string value) => Value = value;
}
