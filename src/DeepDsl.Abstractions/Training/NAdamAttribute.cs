namespace DeepDsl;

/// <summary>Adam with Nesterov's momentum, as PyTorch's <c>NAdam</c> (Dozat, 2016).</summary>
public sealed class NAdamAttribute : AdaptiveOptimizerAttribute
{
    /// <summary>The optimizer with a learning rate; under a schedule, its peak.</summary>
    public NAdamAttribute(double learningRate = 2e-3) : base(learningRate, eps: 1e-8)
    {
    }

    /// <summary>The decay of the mean of gradients.</summary>
    [Range(AtLeast = 0, Below = 1)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>The decay of the mean of squared gradients.</summary>
    [Range(AtLeast = 0, Below = 1)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>How fast the momentum grows to <see cref="Beta1"/>.</summary>
    [Range(AtLeast = 0)]
    public double MomentumDecay { get; set; } = 4e-3;
}
