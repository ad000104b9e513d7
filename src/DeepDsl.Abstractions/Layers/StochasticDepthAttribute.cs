namespace DeepDsl;

/// <summary>Sets all of a sample to zero with probability p while training and scales the others by 1/(1-p) (Huang et al., 2016, arXiv:1603.09382). At the end of a residual branch it leaves the block out for some samples: torchvision's <c>StochasticDepth</c> in mode "row", also known as drop path.</summary>
/// <example><c>[LayerNorm, Linear(256), GELU, Linear(64), StochasticDepth(0.1), Residual(nameof(X))]</c></example>
public sealed class StochasticDepthAttribute : OperatorAttribute
{
    /// <summary>Leaves out with probability <paramref name="p"/>.</summary>
    public StochasticDepthAttribute(double p) => P = p;

    /// <summary>The same with a probability that is a member.</summary>
    public StochasticDepthAttribute(string p) => P = p;

    /// <summary>The probability of a sample to be zeroed.</summary>
    public object P { get; }
}
