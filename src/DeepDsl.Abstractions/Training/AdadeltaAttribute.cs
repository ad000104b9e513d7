namespace DeepDsl;

/// <summary>Adadelta, as PyTorch's: steps as large as the last ones were, so that the learning rate is a mere factor (Zeiler, 2012, arXiv:1212.5701).</summary>
public sealed class AdadeltaAttribute : OptimizerAttribute
{
    /// <summary>The optimizer with a factor of its steps; under a schedule, its peak.</summary>
    public AdadeltaAttribute(double learningRate = 1) : base(learningRate)
    {
    }

    /// <summary>The decay of the means of squared gradients and steps.</summary>
    [Range(AtLeast = 0, AtMost = 1)]
    [Range(Below = 1, Otherwise = "the means never take up a gradient")]
    public double Rho { get; set; } = 0.9;

    /// <summary>Added to both means: its root is the size of the first step.</summary>
    [Range(AtLeast = 0)]
    [Range(Above = 0, Otherwise = "steps grow out of it, so that there are none")]
    public double Eps { get; set; } = 1e-6;
}
