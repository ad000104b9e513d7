using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Softmax: shares that sum to one.</summary>
internal sealed class Distributing(int size) : SignalRule
{
    internal override string Doubt => "a softmax inside the network";

    internal override Passage Forward(Crossing x)
    {
        var (z, mean) = (x.Whole(), 1.0 / size);
        var square = z.Mean * z.Mean;
        var shares = new SecondMoments(
            SoftmaxMoments.Concentration(z.Variance, size),
            SoftmaxMoments.Overlap(z.Variance, z.Moments.Within - square, size),
            SoftmaxMoments.Overlap(z.Variance, z.Moments.Across - square, size)) * mean;
        // ∂L/∂zₖ = pₖ(gₖ − Σ p·g): the gradient passes where the share is, and what all have in common is lost.
        var lost = 1 - Math.Min(1, shares.Own * size);
        return new([new(x.Field.Channels, mean, shares, Profile.Flat(x.Field))],
            gradient => x.Give(0, new BackwardState(x.Merge(gradient).Moments * shares * lost, Profile.Flat(x.InputField))));
    }
}
