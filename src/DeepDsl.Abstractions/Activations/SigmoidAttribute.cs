namespace DeepDsl;

/// <summary>The logistic function, 1/(1+e⁻ˣ), elementwise.</summary>
public sealed class SigmoidAttribute : OperatorAttribute;
