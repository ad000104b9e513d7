namespace DeepDsl;

/// <summary>The divergence of N(mu, exp(logVar)) from N(0, 1), ½·Σ(exp(logVar) + mu² − 1 − logVar) over the dimensions, averaged over the batch: the second term of a variational autoencoder (Kingma and Welling, 2013, arXiv:1312.6114).</summary>
/// <param name="mu">The name of the member with the means.</param>
/// <param name="logVar">The name of the member with the logarithms of the variances.</param>
public sealed class KLNormalLossAttribute(string mu, string logVar) : LossAttribute
{
    /// <summary>The name of the member with the means.</summary>
    public string Mu { get; } = mu;

    /// <summary>The name of the member with the logarithms of the variances.</summary>
    public string LogVar { get; } = logVar;

    internal override IEnumerable<string?> Values => [Mu, LogVar];

    internal override bool TakesTarget => false;
}
