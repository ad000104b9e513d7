using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Losses;

/// <summary>Squared error near zero and absolute error beyond, with slopes up to its width.</summary>
internal sealed class HuberLoss(HuberLossAttribute args, Shape value) : ClippedLoss<HuberLossAttribute>(args, nameof(args.Delta), args.Delta, 1, value);
