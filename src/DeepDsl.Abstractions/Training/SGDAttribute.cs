namespace DeepDsl;

/// <summary>Stochastic gradient descent, as PyTorch's <c>SGD</c>.</summary>
/// <param name="learningRate">The learning rate; under a schedule, its peak.</param>
public sealed class SGDAttribute(double learningRate) : OptimizerAttribute(learningRate), IHasContradictions
{
    /// <summary>The share of the last update that goes on.</summary>
    [Range(AtLeast = 0)]
    [Range(Below = 1, Otherwise = "updates add up without end")]
    public double Momentum { get; set; }

    /// <summary>How much less of the gradient enters the momentum.</summary>
    [OnlyWith(nameof(Momentum))]
    [Range(AtLeast = 0, AtMost = 1, Otherwise = "the momentum goes against the gradients, or beyond them")]
    public double Dampening { get; set; }

    /// <summary>Whether the gradient is taken where the momentum leads (Sutskever et al., 2013).</summary>
    public bool Nesterov { get; set; }

    IEnumerable<Contradiction> IHasContradictions.Contradictions
    {
        get
        {
            if (Nesterov && Momentum == 0)
                yield return new(nameof(Nesterov), "needs a Momentum greater than 0 for Nesterov, but has none");
            if (Nesterov && Momentum != 0 && Dampening != 0)
                yield return new(nameof(Dampening), FormattableString.Invariant($"needs a Dampening of 0 with Nesterov, but gets {Dampening}"));
        }
    }
}
