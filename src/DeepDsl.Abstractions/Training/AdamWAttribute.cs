namespace DeepDsl;

/// <summary>Adam with decoupled weight decay, as PyTorch's <c>AdamW</c> (Loshchilov and Hutter, 2017, arXiv:1711.05101); the default decay is 0.01.</summary>
public sealed class AdamWAttribute : AdaptiveOptimizerAttribute
{
    /// <summary>The optimizer with a learning rate; under a schedule, its peak.</summary>
    public AdamWAttribute(double learningRate = 1e-3) : base(learningRate, eps: 1e-8) => WeightDecay = 1e-2;

    /// <summary>The decay of the mean of gradients.</summary>
    [Range(AtLeast = 0, Below = 1)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>The decay of the mean of squared gradients.</summary>
    [Range(AtLeast = 0, Below = 1)]
    public double Beta2 { get; set; } = 0.999;
}
