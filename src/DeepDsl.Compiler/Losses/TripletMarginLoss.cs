using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Losses;

/// <summary>Pulls one value towards the anchors and pushes another away.</summary>
internal sealed class TripletMarginLoss(TripletMarginLossAttribute args, EquatableArray<Shape> values) : Loss<TripletMarginLossAttribute>
{
    public override Misfit? Misfit => values.All(value => value.Rank == 1 && value.Equals(values[0]))
        ? null
        : new LossMismatch($"needs three values of one shape (features), but they are {string.Join(", ", values)}");

    public override FormattableString Kernel(LossCall y) =>
        $"TripletMarginKernel.Run({y.Values[0]}, {y.Values[1]}, {y.Values[2]}, {y.Gradients[0]}, {y.Gradients[1]}, {y.Gradients[2]}, {Text.Of(args.Margin)}{Argument(args)})";

    public override string Portable(IReadOnlyList<string> values, string target) =>
        $"functional.triplet_margin_loss({string.Join(", ", values)}, {Text.Of(args.Margin)}){Factor(args)}";
}
