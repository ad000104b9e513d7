namespace DeepDsl;

/// <summary>The scaled exponential linear unit, λ·x for x &gt; 0 and λ·α·(eˣ − 1) otherwise, elementwise: with weights of variance 1/fan_in, mean 0 and variance 1 are a stable fixed point (Klambauer et al., 2017, arXiv:1706.02515).</summary>
/// <remarks>λ ≈ 1.0507 and α ≈ 1.6733. <see cref="Initializer.Auto"/> is <see cref="Initializer.LeCunNormal"/> before it, and its dropout is <see cref="AlphaDropoutAttribute"/>.</remarks>
public sealed class SELUAttribute : OperatorAttribute;
