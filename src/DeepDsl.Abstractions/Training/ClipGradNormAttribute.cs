namespace DeepDsl;

/// <summary>Scales all gradients down before a step where their common L2 norm exceeds <paramref name="maxNorm"/> (Pascanu et al., 2012, arXiv:1211.5063).</summary>
/// <param name="maxNorm">The largest norm that passes unchanged.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ClipGradNormAttribute(double maxNorm) : Attribute
{
    /// <summary>The largest norm that passes unchanged.</summary>
    [Range(Above = 0, MayBeInfinite = true, Otherwise = "no gradient is left, or steps go up the loss")]
    public double MaxNorm { get; } = maxNorm;
}
