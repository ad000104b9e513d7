namespace DeepDsl;

/// <summary>The mean squared difference between value and target, over all elements.</summary>
public sealed class MSELossAttribute : ComparingLossAttribute
{
    /// <summary>Judges the member it is written on, or the one result.</summary>
    public MSELossAttribute()
    {
    }

    /// <summary>Judges the member <paramref name="value"/>.</summary>
    public MSELossAttribute(string value) => Value = value;
}
