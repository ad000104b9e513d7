using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Losses;

/// <summary>Binary cross-entropy of logits over all elements.</summary>
internal sealed class BCEWithLogitsLoss(Shape value) : Loss<BCEWithLogitsLossAttribute>
{
    public override string Target => $"probabilities 0 to 1 of the output's shape, [batch{string.Concat(value.Dims.Select(size => $", {size}"))}]";

    public override FormattableString Kernel(Value value, string target, Written gradient) => $"BinaryCrossEntropyKernel.Run({value}, {target}, {gradient})";

    public override string Portable(string value, string target) => $"functional.binary_cross_entropy_with_logits({value}, {target})";
}
