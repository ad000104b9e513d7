namespace DeepDsl;

/// <summary>Sets whole channels of a sample to zero with probability p while training and scales the others by 1/(1-p): neighbouring values of a map say so much of one another that zeroing them one by one takes little away (Tompson et al., 2015, arXiv:1411.4280).</summary>
/// <remarks>Takes (channels, height, width).</remarks>
public sealed class Dropout2dAttribute : OperatorAttribute
{
    /// <summary>Dropout with probability <paramref name="p"/>.</summary>
    public Dropout2dAttribute(double p = 0.5) => P = p;

    /// <summary>Dropout whose probability is a member.</summary>
    public Dropout2dAttribute(string p) => P = p;

    /// <summary>The probability of a channel to be zeroed.</summary>
    public object P { get; }
}
