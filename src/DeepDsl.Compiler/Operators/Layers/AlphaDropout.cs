using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Replaces elements by SELU's least value at random while training, and keeps mean 0 and variance 1. The mask is drawn again in the backward pass instead of being kept.</summary>
internal sealed class AlphaDropout(AlphaDropoutAttribute args, Shape x) : Operator<AlphaDropoutAttribute>, IStochastic, ITransparent, ILinear, IDropout
{
    private double P => Sizes.Real(args.P);

    public double Probability => P;

    public bool KeepsVariance => true;

    public override Misfit? Misfit => P is >= 0 and < 1 ? null : new ShapeMismatch($"needs a probability of at least 0 and less than 1, but gets {Text.Of(P)}") { Argument = "0" };

    public override Shape Output => x;

    public override long Flops => x.Elements;

    public override SignalRule Signal(SignalCall y) => new Replacing(P);

    public override string Portable(PortableCall y) => P == 0 || y.IsFrozen
        ? y.X
        : $"training ? Portable.AlphaDropout({y.X}, {Text.Of(P)}, State.Draws.Of(layer: {y.Layer}){(y.IsChannelsLast ? ", channelsLast: true" : "")}) : {y.X}";

    public override void Forward(ForwardCall y)
    {
        if (P == 0 || y.IsFrozen)
            y.ResultIsViewOf(y.X);
        else
            y.Step($"AlphaDropoutKernel.Forward({y.X}, {y.Result}, {Text.Of(P)}, State.Draws.Of(layer: {y.Layer}))", inPlace: true);
    }

    public override void Backward(BackwardCall y)
    {
        if (!y.Wants(0))
            return;
        if (P == 0 || y.IsFrozen)
            y.Passes(0, y.Grad);
        else
            y.Step($"AlphaDropoutKernel.Backward({y.Grad}, {y.GradOf(0)}, {Text.Of(P)}, State.Draws.Of(layer: {y.Layer}))", inPlace: true);
    }
}
