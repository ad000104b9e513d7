using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Normalization;

/// <summary>Instance normalization of feature maps: every channel is a group of its own.</summary>
internal sealed class InstanceNorm2d(InstanceNorm2dAttribute args, Shape x) : GroupNormalization<InstanceNorm2dAttribute>(x, x.Rank == 0 ? 1 : x.Channels, args.Eps, args.Affine)
{
    private readonly Shape _x = x;

    public override Misfit? Misfit =>
        Rank.OfImage(_x) is { } misfit ? misfit
        : _x.Height * _x.Width == 1 ? new ShapeMismatch($"normalizes over the positions of each channel, but {_x} has only one, which would become zero") { Advice = "[LayerNorm(Dims = 3)] normalizes over the channels" }
        : null;
}
