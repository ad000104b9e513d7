namespace DeepDsl;

/// <summary>The sigmoid-weighted linear unit, x·σ(x), elementwise; also known as Swish.</summary>
public sealed class SiLUAttribute : OperatorAttribute;
