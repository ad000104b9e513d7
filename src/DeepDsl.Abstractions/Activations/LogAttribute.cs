namespace DeepDsl;

/// <summary>The natural logarithm, elementwise. At 0 it is −∞, as PyTorch's <c>log</c>: bound what may be 0 by <see cref="ClampAttribute"/> before it.</summary>
public sealed class LogAttribute : OperatorAttribute;
