using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;

namespace DeepDsl.Compiler.Losses;

/// <summary>Squared error near zero and absolute error beyond, over all elements.</summary>
internal sealed class HuberLoss(HuberLossAttribute args, Shape value) : Loss<HuberLossAttribute>
{
    public override Misfit? Misfit => args.Delta > 0 && !double.IsInfinity(args.Delta)
        ? null
        : new ShapeMismatch($"needs a finite Delta greater than 0, but gets {Text.Of(args.Delta)}") { Argument = nameof(args.Delta), Suggestion = "1" };

    public override Expectation Expects => Expectation.Amounts;

    public override string Target => $"values of the shape [batch{string.Concat(value.Dims.Select(size => $", {size}"))}]";

    public override FormattableString Kernel(LossCall y) => $"HuberKernel.Run({y.Values[0]}, {y.Target}, {y.Gradients[0]}, {Text.Of(args.Delta)}, 1{Argument(args)})";

    public override LossRule Signal => DifferenceHead.Clipped(args.Delta, args.Weight / value.Elements);

    public override string Portable(IReadOnlyList<string> values, string target) => $"Portable.Huber({values[0]}, {target}, {Text.Of(args.Delta)}, 1){Factor(args)}";
}
