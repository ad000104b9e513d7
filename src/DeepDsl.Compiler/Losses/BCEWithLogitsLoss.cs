using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;

namespace DeepDsl.Compiler.Losses;

/// <summary>Binary cross-entropy of logits over all elements.</summary>
internal sealed class BCEWithLogitsLoss(BCEWithLogitsLossAttribute args, Shape value) : Loss<BCEWithLogitsLossAttribute>
{
    private Weights Weights => new(nameof(args.PosWeight), args.PosWeight);

    // As with classes: channels of feature maps, and the last dimension of others.
    public override Misfit? Misfit => Weights.Misfit(value.Rank == 0 ? 1 : value.IsImage ? value[0] : value.Last, $"{value}", mayBeOne: true);

    public override Expectation Expects => Expectation.Logits;

    public override string Target => $"probabilities 0 to 1 of the shape [batch{string.Concat(value.Dims.Select(size => $", {size}"))}]";

    public override FormattableString Kernel(LossCall y) => $"LogitsCrossEntropyKernel.Run({y.Values[0]}, {y.Target}, {y.Gradients[0]}{Weights.Argument("posWeight")}{Argument(args)})";

    public override LossRule Signal => new LogisticHead(args.Weight / value.Elements) { PosWeight = Weights.Mean, PosWeightSquare = Weights.MeanSquare };

    public override string Portable(IReadOnlyList<string> values, string target) => args.PosWeight is null
        ? $"functional.binary_cross_entropy_with_logits({values[0]}, Portable.Like({values[0]}, {target})){Factor(args)}"
        : $"Portable.LogitsCrossEntropy({values[0]}, Portable.Like({values[0]}, {target}){Weights.Argument("posWeight")}){Factor(args)}";
}
