using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Zeroes all of a sample: behind a branch and before the sum with its input, the block is left out.</summary>
internal sealed class StochasticDepth(StochasticDepthAttribute args, Shape x) : Zeroing<StochasticDepthAttribute>(args.P, x, "DropoutKernel.RunBySample")
{
    protected override bool DrawsByElement => false;
}
