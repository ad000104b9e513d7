namespace DeepDsl;

/// <summary>An optimizer that divides every step by the size that the gradient usually has.</summary>
/// <param name="learningRate">The learning rate; under a schedule, its peak.</param>
/// <param name="eps">The usual <see cref="Eps"/>.</param>
public abstract class AdaptiveOptimizerAttribute(double learningRate, double eps) : OptimizerAttribute(learningRate)
{
    /// <summary>Added to that size for numerical stability: where gradients are smaller, steps shrink with them.</summary>
    [Range(AtLeast = 0)]
    public double Eps { get; set; } = eps;
}
