namespace DeepDsl;

/// <summary>Sets elements to zero with probability p while training and scales the others by 1/(1-p) (Srivastava et al., 2014).</summary>
public sealed class DropoutAttribute : OperatorAttribute
{
    /// <summary>Dropout with probability <paramref name="p"/>.</summary>
    public DropoutAttribute(double p = 0.5) => P = p;

    /// <summary>Dropout whose probability is a member.</summary>
    public DropoutAttribute(string p) => P = p;

    /// <summary>The probability of an element to be zeroed.</summary>
    public object P { get; }
}
