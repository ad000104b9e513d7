namespace DeepDsl;

/// <summary>Normalizes every sample of (channels, ...) over groups of channels and all positions (Wu and He, 2018, arXiv:1803.08494); it does not depend on the batch.</summary>
public sealed class GroupNormAttribute : OperatorAttribute
{
    /// <summary>Normalization in a number of groups.</summary>
    public GroupNormAttribute(int groups) => Groups = groups;

    /// <summary>Normalization in a number of groups that is a member.</summary>
    public GroupNormAttribute(string groups) => Groups = groups;

    /// <summary>The number of groups, which divides the channels.</summary>
    public object Groups { get; }

    /// <summary>Added to the variance for numerical stability.</summary>
    [Range(AtLeast = 0, Otherwise = "the root of a negative number is none")]
    public double Eps { get; set; } = 1e-5;

    /// <summary>Whether the result is scaled by a learned weight and shifted by a learned bias, one of each per channel.</summary>
    public bool Affine { get; set; } = true;
}
