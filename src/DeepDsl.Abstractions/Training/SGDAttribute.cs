namespace DeepDsl;

/// <summary>Stochastic gradient descent, as PyTorch's <c>SGD</c>.</summary>
/// <param name="learningRate">The learning rate; under a schedule, its peak.</param>
public sealed class SGDAttribute(double learningRate) : OptimizerAttribute(learningRate)
{
    /// <summary>The share of the last update that goes on.</summary>
    public double Momentum { get; set; }

    /// <summary>How much less of the gradient enters the momentum.</summary>
    public double Dampening { get; set; }

    /// <summary>Whether the gradient is taken where the momentum leads (Sutskever et al., 2013).</summary>
    public bool Nesterov { get; set; }
}
