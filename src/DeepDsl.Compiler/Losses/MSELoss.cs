using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;

namespace DeepDsl.Compiler.Losses;

/// <summary>Mean squared error over all elements.</summary>
internal sealed class MSELoss(MSELossAttribute args, Shape value) : Loss<MSELossAttribute>
{
    public override Expectation Expects => Expectation.Amounts;

    public override string Target => $"values of the shape [batch{string.Concat(value.Dims.Select(size => $", {size}"))}]";

    public override FormattableString Kernel(LossCall y) => $"MeanSquaredErrorKernel.Run({y.Values[0]}, {y.Target}, {y.Gradients[0]}{Argument(args)})";

    public override LossRule Signal => new SquaredErrorHead(2 * args.Weight / value.Elements);

    public override string Portable(IReadOnlyList<string> values, string target) => $"functional.mse_loss({values[0]}, Portable.Like({values[0]}, {target})){Factor(args)}";
}
