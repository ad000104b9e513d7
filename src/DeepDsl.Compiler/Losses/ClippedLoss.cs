using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;

namespace DeepDsl.Compiler.Losses;

/// <summary>Squared error near zero and absolute error beyond, over all elements.</summary>
/// <param name="args">What was written.</param>
/// <param name="name">What the width of the middle is called.</param>
/// <param name="width">The width.</param>
/// <param name="slope">The slope beyond it, as a multiple of the width.</param>
/// <param name="value">The shape of what is judged.</param>
internal abstract class ClippedLoss<TAttribute>(TAttribute args, string name, double width, double slope, Shape value) : Loss<TAttribute>
    where TAttribute : LossAttribute
{
    public override Misfit? Misfit => width > 0 && !double.IsInfinity(width)
        ? null
        : new ShapeMismatch($"needs a finite {name} greater than 0, but gets {Text.Of(width)}") { Argument = name, Suggestion = "1" };

    public override Expectation Expects => Expectation.Amounts;

    public override string Target => $"values of the shape [batch{string.Concat(value.Dims.Select(size => $", {size}"))}]";

    public override FormattableString Kernel(LossCall y) => $"HuberKernel.Run({y.Values[0]}, {y.Target}, {y.Gradients[0]}, {Text.Of(width)}, {Text.Of(slope)}{Argument(args)})";

    public override LossRule Signal => DifferenceHead.Clipped(width, args.Weight * slope / value.Elements);

    public override string Portable(IReadOnlyList<string> values, string target) => $"Portable.Huber({values[0]}, Portable.Like({values[0]}, {target}), {Text.Of(width)}, {Text.Of(slope)}){Factor(args)}";
}
