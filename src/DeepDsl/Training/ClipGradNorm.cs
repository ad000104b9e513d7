namespace DeepDsl.Training;

/// <summary>Scales gradients down where their common norm is too large, as PyTorch's <c>clip_grad_norm_</c> (Pascanu et al., 2012, arXiv:1211.5063).</summary>
public sealed class ClipGradNorm(ClipGradNormAttribute options)
{
    /// <summary>What the gradients are multiplied with.</summary>
    public double Scale(double norm) => Math.Min(1, options.MaxNorm / (norm + 1e-6));
}
