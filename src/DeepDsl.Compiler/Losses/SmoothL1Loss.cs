using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;

namespace DeepDsl.Compiler.Losses;

/// <summary>Squared error near zero and absolute error beyond, with slopes up to 1, over all elements.</summary>
internal sealed class SmoothL1Loss(SmoothL1LossAttribute args, Shape value) : Loss<SmoothL1LossAttribute>
{
    public override Misfit? Misfit => args.Beta > 0 && !double.IsInfinity(args.Beta)
        ? null
        : new ShapeMismatch($"needs a finite Beta greater than 0, but gets {Text.Of(args.Beta)}") { Argument = nameof(args.Beta), Suggestion = "1" };

    public override Expectation Expects => Expectation.Amounts;

    public override string Target => $"values of the shape [batch{string.Concat(value.Dims.Select(size => $", {size}"))}]";

    public override FormattableString Kernel(LossCall y) => $"HuberKernel.Run({y.Values[0]}, {y.Target}, {y.Gradients[0]}, {Text.Of(args.Beta)}, {Text.Of(1 / args.Beta)}{Argument(args)})";

    public override LossRule Signal => DifferenceHead.Clipped(args.Beta, args.Weight / args.Beta / value.Elements);

    public override string Portable(IReadOnlyList<string> values, string target) => $"Portable.Huber({values[0]}, {target}, {Text.Of(args.Beta)}, {Text.Of(1 / args.Beta)}){Factor(args)}";
}
