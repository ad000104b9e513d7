using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Losses;

/// <summary>Squared error near zero and absolute error beyond, with slopes up to 1.</summary>
internal sealed class SmoothL1Loss(SmoothL1LossAttribute args, Shape value) : ClippedLoss<SmoothL1LossAttribute>(args, nameof(args.Beta), args.Beta, 1 / args.Beta, value);
