using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;

namespace DeepDsl.Compiler.Losses;

/// <summary>Cross-entropy over the classes: the last dimension of vectors and sequences unless told otherwise, the channels of feature maps.</summary>
internal sealed class CrossEntropyLoss(CrossEntropyLossAttribute args, Shape value) : Loss<CrossEntropyLossAttribute>
{
    private int Default => value.IsImage ? 0 : value.Rank - 1;

    private int? Dimension => args.Dim == 0 ? Default : value.IndexOf(args.Dim);

    private int Classes => value[Dimension!.Value];

    private string Dim => Dimension == Default ? "" : $", dim: {Dimension + 1}";

    public override bool JudgesClasses => true;

    public override Misfit? Misfit => value.Rank is < 1 or > 3
        ? new LossMismatch($"needs logits (classes), (length, classes) or (classes, height, width), but the output is {value}")
        : Dimension is null || (value.IsImage && Dimension > 0)
            ? new ShapeMismatch(value.IsImage
                ? $"takes the channels of a feature map as classes, but Dim is {args.Dim}"
                : $"has its classes along dimension {args.Dim}, but the output {value} has {Sizes.Dimensions(value)} after the batch") { Argument = nameof(args.Dim) }
        : Classes == 1
            ? new LossMismatch($"needs at least two classes, but the output {value} has one")
            {
                Suggestion = "BCEWithLogitsLoss",
                Advice = "use [BCEWithLogitsLoss] for a yes-or-no decision",
            }
            : args.LabelSmoothing is < 0 or >= 1
                ? new ShapeMismatch($"LabelSmoothing is {Text.Of(args.LabelSmoothing)}, expected 0 to less than 1") { Argument = nameof(args.LabelSmoothing) }
                : null;

    public override Expectation Expects => Expectation.Logits;

    public override string Target => $"class indices, int64 [{string.Join(", ", ["batch", .. value.Dims.Where((_, index) => index != Dimension).Select(size => $"{size}")])}], 0 to {Classes - 1}";

    public override FormattableString Kernel(LossCall y) =>
        $"CrossEntropyKernel.Run({y.Values[0]}, {y.Target}, {y.Gradients[0]}, {Text.Of(args.LabelSmoothing)}, {args.IgnoreIndex}{Dim}{Argument(args)})";

    public override LossRule Signal => new CrossEntropyHead(args.Weight * Classes / value.Elements) { IsOverLastDimension = !value.IsImage };

    public override string Portable(IReadOnlyList<string> values, string target) =>
        $"Portable.CrossEntropy({values[0]}, {target}, {Text.Of(args.LabelSmoothing)}, {Text.Of(args.IgnoreIndex)}{Dim}){Factor(args)}";
}
