namespace DeepDsl;

/// <summary>The Gaussian error linear unit, x·Φ(x), elementwise (Hendrycks and Gimpel, 2016, arXiv:1606.08415).</summary>
public sealed class GELUAttribute : OperatorAttribute
{
    /// <summary>Whether Φ is exact or approximated by a tanh.</summary>
    public GELUApproximation Approximate { get; set; }
}
