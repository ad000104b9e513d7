using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;

namespace DeepDsl.Compiler.Losses;

/// <summary>Binary cross-entropy of probabilities over all elements.</summary>
internal sealed class BCELoss(BCELossAttribute args, Shape value) : Loss<BCELossAttribute>
{
    public override Expectation Expects => Expectation.Probabilities;

    public override string Target => $"probabilities 0 to 1 of the shape [batch{string.Concat(value.Dims.Select(size => $", {size}"))}]";

    public override FormattableString Kernel(LossCall y) => $"BinaryCrossEntropyKernel.Run({y.Values[0]}, {y.Target}, {y.Gradients[0]}{Argument(args)})";

    public override LossRule Signal => new ProbabilityHead(args.Weight / value.Elements);

    public override string Portable(IReadOnlyList<string> values, string target) => $"functional.binary_cross_entropy({values[0]}, Portable.Like({values[0]}, {target})){Factor(args)}";
}
