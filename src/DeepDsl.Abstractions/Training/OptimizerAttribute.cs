namespace DeepDsl;

/// <summary>How parameters follow their gradients.</summary>
/// <param name="learningRate">The learning rate; under a schedule, its peak.</param>
[AttributeUsage(AttributeTargets.Class)]
public abstract class OptimizerAttribute(double learningRate) : Attribute
{
    /// <summary>The learning rate; under a schedule, its peak.</summary>
    [Range]
    public double LearningRate { get; } = learningRate;

    /// <summary>The L2 penalty; with <see cref="AdamWAttribute"/> the decoupled decay.</summary>
    [Range(AtLeast = 0)]
    public double WeightDecay { get; set; }

    /// <summary>Whether the parameters of norms and all biases are exempt from weight decay. PyTorch decays every parameter.</summary>
    [OnlyWith(nameof(WeightDecay), IsHarmless = true)]
    public bool ExcludeNormsAndBiases { get; set; }
}
