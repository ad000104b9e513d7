namespace DeepDsl;

/// <summary>min(max(x + 3, 0), 6)/6, elementwise: the sigmoid in three straight pieces, as PyTorch's <c>Hardsigmoid</c>.</summary>
public sealed class HardsigmoidAttribute : OperatorAttribute;
