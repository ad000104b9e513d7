using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Zeroes channels of sequences.</summary>
internal sealed class Dropout1d(Dropout1dAttribute args, Shape x) : Zeroing<Dropout1dAttribute>(args.P, x, "DropoutKernel.RunByChannel")
{
    private readonly Shape _x = x;

    public override Misfit? Misfit => _x.Rank == 2 ? base.Misfit : new ShapeMismatch($"needs an input (channels, length), but gets {_x}");

    protected override bool DrawsByElement => false;
}
