namespace DeepDsl;

/// <summary>The hyperbolic tangent, elementwise.</summary>
public sealed class TanhAttribute : OperatorAttribute;
