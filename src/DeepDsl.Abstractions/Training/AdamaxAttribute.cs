namespace DeepDsl;

/// <summary>Adam with the largest gradient of late in place of the root mean square, as PyTorch's <c>Adamax</c> (Kingma and Ba, 2014, arXiv:1412.6980).</summary>
public sealed class AdamaxAttribute : AdaptiveOptimizerAttribute
{
    /// <summary>The optimizer with a learning rate; under a schedule, its peak.</summary>
    public AdamaxAttribute(double learningRate = 2e-3) : base(learningRate, eps: 1e-8)
    {
    }

    /// <summary>The decay of the mean of gradients.</summary>
    [Range(AtLeast = 0, Below = 1)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>The decay of the largest gradient.</summary>
    [Range(AtLeast = 0, Below = 1)]
    public double Beta2 { get; set; } = 0.999;
}
