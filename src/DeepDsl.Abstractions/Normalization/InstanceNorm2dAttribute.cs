namespace DeepDsl;

/// <summary>Normalizes every channel of every sample of (channels, height, width) over all positions (Ulyanov et al., 2016, arXiv:1607.08022).</summary>
public sealed class InstanceNorm2dAttribute : OperatorAttribute
{
    /// <summary>Added to the variance for numerical stability.</summary>
    [Range(AtLeast = 0, Otherwise = "the root of a negative number is none")]
    public double Eps { get; set; } = 1e-5;

    /// <summary>Whether the result is scaled by a learned weight and shifted by a learned bias; off by default, as in PyTorch.</summary>
    public bool Affine { get; set; }
}
