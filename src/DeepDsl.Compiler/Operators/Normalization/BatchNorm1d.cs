using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Normalization;

/// <summary>Batch normalization of vectors (features) and of sequences (channels, length).</summary>
internal sealed class BatchNorm1d(BatchNorm1dAttribute args, Shape x) : BatchNorm<BatchNorm1dAttribute>(x, args.Eps, args.Momentum, args.Affine)
{
    private readonly Shape _x = x;

    public override Misfit? Misfit => _x.Rank is 1 or 2
        ? null
        : new ShapeMismatch($"needs an input (features) or (channels, length), but gets {_x}")
        {
            Suggestion = _x.IsImage ? "BatchNorm2d" : null,
            Advice = _x.IsImage ? "use [BatchNorm2d]" : null,
        };
}
