using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Adds normal noise while training.</summary>
internal sealed class GaussianNoise(GaussianNoiseAttribute args, Shape x) : Operator<GaussianNoiseAttribute>, IStochastic, ITransparent, ILinear
{
    private double Std => Sizes.Real(args.Std);

    public override Misfit? Misfit => Std >= 0 && !double.IsInfinity(Std) ? null : new ShapeMismatch($"needs a finite standard deviation of at least 0, but gets {Text.Of(Std)}") { Argument = "0" };

    public override Shape Output => x;

    public override long Flops => x.Elements;

    public override SignalRule Signal(SignalCall y) => new Jitter(Std * Std);

    public override string Portable(PortableCall y) => Std == 0 || y.IsFrozen
        ? y.X
        : $"{y.X} + {Text.Of(Std)} * Portable.Noise({y.X}, State.Draws.Of(layer: {y.Layer}), {y.Training}{(y.IsChannelsLast ? ", channelsLast: true" : "")})";

    public override void Forward(ForwardCall y)
    {
        if (Std == 0 || y.IsFrozen)
            y.ResultIsViewOf(y.X);
        else
            y.Step($"NoiseKernel.Add({y.X}, {y.Result}, {Text.Of(Std)}, State.Draws.Of(layer: {y.Layer}))", inPlace: true);
    }

    public override void Backward(BackwardCall y)
    {
        if (y.Wants(0))
            y.Passes(0, y.Grad);
    }
}
