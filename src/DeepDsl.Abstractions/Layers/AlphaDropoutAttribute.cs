namespace DeepDsl;

/// <summary>Sets elements to what <see cref="SELUAttribute"/> saturates at with probability p while training, then scales and shifts, so that mean 0 and variance 1 stay (Klambauer et al., 2017, arXiv:1706.02515).</summary>
public sealed class AlphaDropoutAttribute : OperatorAttribute
{
    /// <summary>Dropout with probability <paramref name="p"/>.</summary>
    public AlphaDropoutAttribute(double p = 0.5) => P = p;

    /// <summary>Dropout whose probability is a member.</summary>
    public AlphaDropoutAttribute(string p) => P = p;

    /// <summary>The probability of an element to be replaced.</summary>
    public object P { get; }
}
