using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>eˣ / Σeˣ along one dimension.</summary>
internal sealed class Softmax(SoftmaxAttribute args, Shape x) : AlongDimension<SoftmaxAttribute>(args.Dim, x), IActivation, IShares
{
    public (Initializer Initializer, double Gain) Matching => (Initializer.XavierUniform, 1);

    public (double Low, double High) Range => (0, 1);

    public bool CanDie => false;

    public int Units => Length;

    protected override string Functional => "softmax";

    public override SignalRule Signal(SignalCall y) => new Distributing(Length);
}
