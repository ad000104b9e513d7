using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Replaces elements by SELU's least value at random while training, and keeps mean 0 and variance 1.</summary>
internal sealed class AlphaDropout(AlphaDropoutAttribute args, Shape x) : RandomDropping<AlphaDropoutAttribute>(args.P, x, "AlphaDropoutKernel.Forward", "AlphaDropoutKernel.Backward")
{
    public override bool KeepsVariance => true;

    public override SignalRule Signal(SignalCall y) => new Replacing(Probability);
}
