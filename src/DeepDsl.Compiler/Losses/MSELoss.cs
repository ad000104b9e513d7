using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Losses;

/// <summary>Mean squared error over all elements.</summary>
internal sealed class MSELoss(Shape value) : Loss<MSELossAttribute>
{
    public override string Target => $"values of the output's shape, [batch{string.Concat(value.Dims.Select(size => $", {size}"))}]";

    public override FormattableString Kernel(Value value, string target, Written gradient) => $"MeanSquaredErrorKernel.Run({value}, {target}, {gradient})";

    public override string Portable(string value, string target) => $"functional.mse_loss({value}, {target})";
}
