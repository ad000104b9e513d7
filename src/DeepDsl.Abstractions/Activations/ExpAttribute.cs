namespace DeepDsl;

/// <summary>The exponential, eˣ, elementwise; the standard deviation of a variational autoencoder is <c>[Scale(0.5), Exp]</c> of the logarithm of a variance.</summary>
public sealed class ExpAttribute : OperatorAttribute;
