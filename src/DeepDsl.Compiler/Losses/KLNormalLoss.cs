using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;

namespace DeepDsl.Compiler.Losses;

/// <summary>The divergence of a normal distribution from the standard one.</summary>
internal sealed class KLNormalLoss(KLNormalLossAttribute args, EquatableArray<Shape> values) : Loss<KLNormalLossAttribute>
{
    public override Misfit? Misfit => values[0].Equals(values[1])
        ? null
        : new LossMismatch($"needs means and logarithms of variances of one shape, but '{args.Mu}' is {values[0]} and '{args.LogVar}' is {values[1]}");

    public override FormattableString Kernel(LossCall y) =>
        $"NormalDivergenceKernel.Run({y.Values[0]}, {y.Values[1]}, {y.Gradients[0]}, {y.Gradients[1]}{Argument(args)})";

    public override LossRule Signal => new NormalDivergenceHead(args.Weight);

    public override string Portable(IReadOnlyList<string> values, string target) => $"Portable.NormalDivergence({values[0]}, {values[1]}){Factor(args)}";
}
