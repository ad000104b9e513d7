namespace DeepDsl;

/// <summary>sin(ω·x), elementwise: the activation of implicit neural representations (Sitzmann et al., 2020, arXiv:2006.09661).</summary>
/// <param name="omega">The frequency ω.</param>
/// <remarks>Weights before it start at U(±√(6/fan_in)/ω), as the paper's hidden layers do; its first layer takes <c>WeightInit = Initializer.Uniform, WeightBound = 1/fan_in</c>.</remarks>
public sealed class SineAttribute(double omega = 30) : OperatorAttribute
{
    /// <summary>The frequency ω.</summary>
    public double Omega { get; } = omega;
}
