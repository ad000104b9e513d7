namespace DeepDsl;

/// <summary>Puts zeros in front of the last dimension, (…, length) → (…, padding + length), so that a convolution behind it sees nothing of the future (van den Oord et al., 2016, arXiv:1609.03499).</summary>
/// <remarks>With <c>padding = dilation·(kernelSize − 1)</c> a <see cref="Conv1dAttribute"/> of stride 1 keeps the length.</remarks>
public sealed class CausalPadAttribute : OperatorAttribute
{
    /// <summary>Padding by a number of zeros.</summary>
    public CausalPadAttribute(int padding) => Padding = padding;

    /// <summary>Padding by a number of zeros that is a member.</summary>
    public CausalPadAttribute(string padding) => Padding = padding;

    /// <summary>The number of zeros.</summary>
    public object Padding { get; }
}
