using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators;

/// <summary>A tensor that an operator learns.</summary>
/// <param name="Name">PyTorch's name, such as <c>weight</c>; empty where it bears the operator's own.</param>
/// <param name="Shape">Its sizes; there is no batch.</param>
/// <param name="Init">How it starts.</param>
/// <param name="IsNormOrBias">Whether optimizers can exempt it from weight decay.</param>
public sealed record Parameter(string Name, Shape Shape, Init Init, bool IsNormOrBias = false);

/// <summary>A tensor that an operator keeps without learning it, such as a running mean.</summary>
/// <param name="Name">PyTorch's name, such as <c>running_mean</c>.</param>
/// <param name="Size">The number of elements; null for PyTorch's int64 scalar counters.</param>
/// <param name="Value">What it starts with.</param>
public sealed record StateBuffer(string Name, int? Size, double Value);
