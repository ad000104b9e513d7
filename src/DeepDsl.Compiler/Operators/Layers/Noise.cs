using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Standard normal noise while training, zero in inference.</summary>
internal sealed class Noise(NoiseAttribute args, Shape like) : Operator<NoiseAttribute>, IStochastic, IShapeReader
{
    public int ValueInputs => 0;

    public override Misfit? Misfit => args.Like is null ? new UnknownName("needs the member whose shape it takes, as in [Noise(Like = nameof(Mu))]") : null;

    public override Shape Output => like;

    public override long Flops => like.Elements;

    public override SignalRule Signal(SignalCall y) => Source.Standardized;

    public override string Portable(PortableCall y) =>
        $"Portable.Noise({y.X}, State.Draws.Of(layer: {y.Layer}), {y.Training}{(y.IsChannelsLast ? ", channelsLast: true" : "")})";

    public override void Forward(ForwardCall y)
    {
        if (y.IsFrozen)
            y.Step($"{y.Result}.Clear()");
        else
            y.Step($"NoiseKernel.Run({y.Result}, State.Draws.Of(layer: {y.Layer}))");
    }

    public override void Backward(BackwardCall y)
    {
    }
}
