namespace DeepDsl;

/// <summary>Normalizes every sample over its last dimensions (Ba et al., 2016, arXiv:1607.06450).</summary>
public sealed class LayerNormAttribute : OperatorAttribute
{
    /// <summary>How many of the last dimensions are normalized together.</summary>
    public int Dims { get; set; } = 1;

    /// <summary>Added to the variance for numerical stability.</summary>
    [Range(AtLeast = 0, Otherwise = "the root of a negative number is none")]
    public double Eps { get; set; } = 1e-5;

    /// <summary>Whether the result is scaled by a learned weight (and shifted, where <see cref="Bias"/>).</summary>
    public bool ElementwiseAffine { get; set; } = true;

    /// <summary>Whether the result is shifted by a learned bias.</summary>
    [OnlyWith(nameof(ElementwiseAffine), IsHarmless = true)]
    public bool Bias { get; set; } = true;
}
