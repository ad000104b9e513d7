namespace DeepDsl;

/// <summary>½·d² for differences d below <see cref="Delta"/> and δ·(|d| − ½·δ) beyond, averaged over all elements, as PyTorch's <c>HuberLoss</c> (Huber, 1964).</summary>
public sealed class HuberLossAttribute : ComparingLossAttribute
{
    /// <summary>Judges the member it is written on, or the one result.</summary>
    public HuberLossAttribute()
    {
    }

    /// <summary>Judges the member <paramref name="value"/>.</summary>
    public HuberLossAttribute(string value) => Value = value;

    /// <summary>Where squares go over into absolute values, greater than 0.</summary>
    public double Delta { get; set; } = 1;
}
