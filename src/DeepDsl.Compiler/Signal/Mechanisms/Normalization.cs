using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Divides by a measured scale. The gradient loses its component along the value: a larger input would be normalized just as well.</summary>
internal abstract class Normalization(double eps, WeightSpread? scale = null) : SignalRule
{
    internal override bool Normalizes => true;

    /// <summary>γ²/(v + ε).</summary>
    protected double Gain(double variance) => (scale?.SecondMoment ?? 1) / (variance + eps);

    /// <summary>The normalized value, with what it is multiplied by.</summary>
    protected readonly record struct Normalized(ForwardState Input, ForwardState Result, double Gain);

    protected abstract Normalized Normalize(Crossing x, ForwardState input);

    /// <summary>The gradient of the input, given that of the result without its aligned part.</summary>
    protected abstract BackwardState Project(Crossing x, Normalized value, BackwardState rest);

    /// <summary>Whether groups of channels are normalized apart.</summary>
    protected virtual bool KeepsGroups => false;

    internal override Passage Forward(Crossing x)
    {
        var values = Array.ConvertAll(KeepsGroups ? x.Groups() : [x.Whole()], input => Normalize(x, input));
        return new(Array.ConvertAll(values, value => value.Result), gradient =>
        {
            x.Give(0, [.. values.Select((value, i) => Project(x, value, Rest(gradient[i], value.Result)))]);
        });
    }

    private static BackwardState Rest(BackwardState gradient, ForwardState result)
    {
        var rest = gradient.Moments - gradient.Aligned(result.Moments);
        return new(rest with { Own = Math.Max(rest.Own, 0) }, gradient.Profile);
    }
}
