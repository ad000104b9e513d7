namespace DeepDsl;

/// <summary>RMSprop, as PyTorch's (Tieleman and Hinton, 2012, lecture 6.5 of Neural Networks for Machine Learning; centered as Graves, 2013, arXiv:1308.0850).</summary>
public sealed class RMSpropAttribute : AdaptiveOptimizerAttribute
{
    /// <summary>The optimizer with a learning rate; under a schedule, its peak.</summary>
    public RMSpropAttribute(double learningRate = 1e-2) : base(learningRate, eps: 1e-8)
    {
    }

    /// <summary>The decay of the mean of squared gradients.</summary>
    [Range(AtLeast = 0)]
    [Range(Below = 1, Otherwise = "the mean never takes up a squared gradient")]
    public double Alpha { get; set; } = 0.99;

    /// <summary>The share of the last update that goes on.</summary>
    [Range(AtLeast = 0)]
    [Range(Below = 1, Otherwise = "updates add up without end")]
    public double Momentum { get; set; }

    /// <summary>Whether gradients are divided by their standard deviation instead of their root mean square.</summary>
    public bool Centered { get; set; }
}
