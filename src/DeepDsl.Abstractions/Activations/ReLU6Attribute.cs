namespace DeepDsl;

/// <summary>The rectifier that saturates, min(max(0, x), 6), elementwise (Krizhevsky, 2010).</summary>
public sealed class ReLU6Attribute : OperatorAttribute;
