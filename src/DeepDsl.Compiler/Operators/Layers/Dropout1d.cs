using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Zeroes channels of sequences.</summary>
internal sealed class Dropout1d(Dropout1dAttribute args, Shape x) : Zeroing<Dropout1dAttribute>(args.P, x, "DropoutKernel.RunByChannel")
{
    private readonly Shape _x = x;

    public override Misfit? Misfit => Rank.OfLine(_x) ?? base.Misfit;

    protected override bool DrawsByElement => false;
}
