namespace DeepDsl;

/// <summary>A layer with a weight matrix or kernel and a bias.</summary>
public abstract class WeightedAttribute : InitializedAttribute, IHasContradictions
{
    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the bias is initialized: <see cref="Initializer.Auto"/> is zero, <see cref="Initializer.TorchDefault"/> is PyTorch's U(±1/√fan_in).</summary>
    [OnlyWith(nameof(Bias))]
    public Initializer BiasInit { get; set; } = Initializer.Auto;

    /// <summary>The standard deviation, bound or value of the bias where <see cref="BiasInit"/> takes one.</summary>
    [Range]
    [OnlyWith(nameof(Bias))]
    [OnlyWith(nameof(BiasInit), Initializer.Normal, Initializer.TruncNormal, Initializer.Uniform, Initializer.Constant)]
    public double BiasValue { get; set; }

    IEnumerable<Contradiction> IHasContradictions.Contradictions
    {
        get
        {
            if (Bias && BiasValue < 0 && BiasInit is (Initializer.Normal or Initializer.TruncNormal or Initializer.Uniform))
                yield return new(nameof(BiasValue), FormattableString.Invariant($"needs a BiasValue of at least 0 for {BiasInit}, but gets {BiasValue}"));
        }
    }
}
