using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Zeroes elements at random while training.</summary>
internal sealed class Dropout(DropoutAttribute args, Shape x) : RandomDropping<DropoutAttribute>(args.P, x, "DropoutKernel.Run", "DropoutKernel.Run")
{
    public override bool KeepsVariance => false;

    public override SignalRule Signal(SignalCall y) => new Thinning(Probability);
}
