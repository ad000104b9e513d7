namespace DeepDsl;

/// <summary>Divides every sample by the root of the mean square over its last dimensions (Zhang and Sennrich, 2019, arXiv:1910.07467).</summary>
public sealed class RMSNormAttribute : OperatorAttribute
{
    /// <summary>How many of the last dimensions are normalized together.</summary>
    public int Dims { get; set; } = 1;

    /// <summary>Added to the mean square for numerical stability; by default the machine epsilon of the data type, as in PyTorch.</summary>
    [Range(AtLeast = 0, MayBeNaN = true, Otherwise = "the root of a negative number is none")]
    public double Eps { get; set; } = double.NaN;

    /// <summary>Whether the result is scaled by a learned weight.</summary>
    public bool ElementwiseAffine { get; set; } = true;
}
