namespace DeepDsl;

/// <summary>Adds a learned vector to each position of (length, features) (Gehring et al., 2017, arXiv:1705.03122; Radford et al., 2018).</summary>
public sealed class PositionalEmbeddingAttribute : OperatorAttribute
{
    /// <summary>A table for <paramref name="length"/> positions.</summary>
    public PositionalEmbeddingAttribute(int length) => Length = length;

    /// <summary>A table for a number of positions that is a member.</summary>
    public PositionalEmbeddingAttribute(string length) => Length = length;

    /// <summary>The number of positions the table has; a shorter input takes the first of them.</summary>
    public object Length { get; }

    /// <summary>The standard deviation of the normal distribution that the table starts with.</summary>
    public double Std { get; set; } = 0.02;
}
