namespace DeepDsl;

/// <summary>Adagrad, as PyTorch's: every parameter's steps are divided by the root of the sum of all its squared gradients (Duchi et al., 2011).</summary>
public sealed class AdagradAttribute : AdaptiveOptimizerAttribute
{
    /// <summary>The optimizer with a learning rate; under a schedule, its peak.</summary>
    public AdagradAttribute(double learningRate = 1e-2) : base(learningRate, eps: 1e-10)
    {
    }

    /// <summary>How fast the learning rate falls: after t steps it is divided by 1 + t·<see cref="LearningRateDecay"/>.</summary>
    [Range(AtLeast = 0)]
    public double LearningRateDecay { get; set; }

    /// <summary>What the sums of squared gradients begin with, at least 0.</summary>
    [Range(AtLeast = 0)]
    public double InitialAccumulatorValue { get; set; }
}
