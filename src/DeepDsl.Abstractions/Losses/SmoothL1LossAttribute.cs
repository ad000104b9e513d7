namespace DeepDsl;

/// <summary>½·d²/β for differences d below <see cref="Beta"/> and |d| − ½·β beyond, averaged over all elements, as PyTorch's <c>SmoothL1Loss</c> (Girshick, 2015, arXiv:1504.08083).</summary>
public sealed class SmoothL1LossAttribute : ComparingLossAttribute
{
    /// <summary>Judges the member it is written on, or the one result.</summary>
    public SmoothL1LossAttribute()
    {
    }

    /// <summary>Judges the member <paramref name="value"/>.</summary>
    public SmoothL1LossAttribute(string value) => Value = value;

    /// <summary>Where squares go over into absolute values, greater than 0; for 0 take <see cref="L1LossAttribute"/>.</summary>
    public double Beta { get; set; } = 1;
}
