namespace DeepDsl;

/// <summary>The leaky rectifier, x for x &gt; 0 and slope·x otherwise, elementwise.</summary>
/// <param name="negativeSlope">The slope for negative values.</param>
public sealed class LeakyReLUAttribute(double negativeSlope = 0.01) : OperatorAttribute
{
    /// <summary>The slope for negative values.</summary>
    [Range]
    public double NegativeSlope { get; } = negativeSlope;
}
