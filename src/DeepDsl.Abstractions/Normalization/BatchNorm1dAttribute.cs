namespace DeepDsl;

/// <summary>Normalizes every feature of (features) or channel of (channels, length) over the batch (Ioffe and Szegedy, 2015, arXiv:1502.03167).</summary>
public sealed class BatchNorm1dAttribute : OperatorAttribute
{
    /// <summary>Added to the variance for numerical stability.</summary>
    [Range(Above = 0)]
    public double Eps { get; set; } = 1e-5;

    /// <summary>The weight of a batch in the running mean and variance.</summary>
    [Range(AtLeast = 0, AtMost = 1, Otherwise = "running statistics move away from those of the batches")]
    public double Momentum { get; set; } = 0.1;

    /// <summary>Whether the result is scaled by a learned weight and shifted by a learned bias.</summary>
    public bool Affine { get; set; } = true;
}
