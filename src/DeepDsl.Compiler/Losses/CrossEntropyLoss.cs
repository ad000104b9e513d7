using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;

namespace DeepDsl.Compiler.Losses;

/// <summary>Cross-entropy over the classes.</summary>
internal sealed class CrossEntropyLoss(CrossEntropyLossAttribute args, Shape value) : ClassesLoss<CrossEntropyLossAttribute>(args, value, "logits")
{
    public override Misfit? Misfit => base.Misfit ?? (Args.LabelSmoothing is >= 0 and < 1
        ? null
        : new ShapeMismatch($"LabelSmoothing is {Text.Of(Args.LabelSmoothing)}, expected 0 to less than 1") { Argument = nameof(Args.LabelSmoothing) });

    public override Expectation Expects => Expectation.Logits;

    public override FormattableString Kernel(LossCall y) =>
        $"CrossEntropyKernel.Run({y.Values[0]}, {y.Target}, {y.Gradients[0]}, {Text.Of(Args.LabelSmoothing)}, {Args.IgnoreIndex}{Dim}{ClassWeights}{Argument(Args)})";

    public override LossRule Signal => new CrossEntropyHead(Share) { IsOverLastDimension = IsOverLastDimension, Imbalance = Imbalance };

    public override string Portable(IReadOnlyList<string> values, string target) =>
        $"Portable.CrossEntropy({values[0]}, {target}, {Text.Of(Args.LabelSmoothing)}, {Text.Of(Args.IgnoreIndex)}{Dim}{ClassWeights}){Factor(Args)}";

    protected override Misfit OneClass(string message) => new LossMismatch(message) { Suggestion = "BCEWithLogitsLoss", Advice = "use [BCEWithLogitsLoss] for a yes-or-no decision" };
}
