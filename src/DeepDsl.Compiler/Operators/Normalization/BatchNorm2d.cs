using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Normalization;

/// <summary>Batch normalization of feature maps.</summary>
internal sealed class BatchNorm2d(BatchNorm2dAttribute args, Shape x) : BatchNorm<BatchNorm2dAttribute>(x, args.Eps, args.Momentum, args.Affine)
{
    private readonly Shape _x = x;

    public override LayoutNeed Layout => LayoutNeed.ChannelsLast;

    public override Misfit? Misfit => Rank.OfImage(_x) is not { } misfit
        ? null
        : misfit with
        {
            Suggestion = _x.Rank is 1 or 2 ? "BatchNorm1d" : null,
            Advice = _x.Rank is 1 or 2 ? "use [BatchNorm1d]" : null,
        };
}
