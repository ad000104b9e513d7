namespace DeepDsl;

/// <summary>The rectifier, max(0, x), elementwise.</summary>
public sealed class ReLUAttribute : OperatorAttribute;
