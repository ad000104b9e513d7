using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Zeroes channels of feature maps.</summary>
internal sealed class Dropout2d(Dropout2dAttribute args, Shape x) : Zeroing<Dropout2dAttribute>(args.P, x, "DropoutKernel.RunByChannel")
{
    private readonly Shape _x = x;

    public override Misfit? Misfit => Rank.OfImage(_x) ?? base.Misfit;

    protected override bool DrawsByElement => false;
}
