using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;

namespace DeepDsl.Compiler.Losses;

/// <summary>Cross-entropy over the classes: the last dimension of vectors and sequences, the channels of feature maps.</summary>
internal sealed class CrossEntropyLoss(CrossEntropyLossAttribute args, Shape value) : Loss<CrossEntropyLossAttribute>
{
    private int Classes => value.IsImage ? value.Channels : value.Last;

    public override Misfit? Misfit => value.Rank is < 1 or > 3
        ? new LossMismatch($"needs logits (classes), (length, classes) or (classes, height, width), but the output is {value}")
        : Classes == 1
            ? new LossMismatch($"needs at least two classes, but the output {value} has one")
            {
                Suggestion = "BCEWithLogitsLoss",
                Advice = "use [BCEWithLogitsLoss] for a yes-or-no decision",
            }
            : args.LabelSmoothing is < 0 or >= 1
                ? new ShapeMismatch($"LabelSmoothing is {Text.Of(args.LabelSmoothing)}, expected 0 to less than 1") { Argument = nameof(args.LabelSmoothing) }
                : null;

    public override string Target => value.Rank == 1
        ? $"class indices, int64 [batch], 0 to {Classes - 1}"
        : $"class indices, int64 [batch, {string.Join(", ", value.IsImage ? value.Dims.Skip(1) : value.Dims.Take(1))}], 0 to {Classes - 1}";

    public override FormattableString Kernel(LossCall y) =>
        $"CrossEntropyKernel.Run({y.Values[0]}, {y.Target}, {y.Gradients[0]}, {Text.Of(args.LabelSmoothing)}, {args.IgnoreIndex}{Argument(args)})";

    public override LossRule Signal => new CrossEntropyHead(args.Weight * Classes / value.Elements) { IsOverLastDimension = !value.IsImage };

    public override string Portable(IReadOnlyList<string> values, string target) =>
        $"Portable.CrossEntropy({values[0]}, {target}, {Text.Of(args.LabelSmoothing)}, {Text.Of(args.IgnoreIndex)}){Factor(args)}";
}
