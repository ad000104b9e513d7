using DeepDsl.Compiler.Signal.Propagating;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Zeroes elements at random and enlarges the others: dropout.</summary>
internal sealed class Thinning(double probability) : SignalRule
{
    private readonly double _enlargement = 1 / (1 - probability);

    internal override Passage Forward(Crossing x) => x.EachGroup(
        state => new(state.Channels, state.Mean, state.Moments with { Own = state.Moments.Own * _enlargement }, state.Profile),
        (gradient, _, _) => gradient.Scaled(1, _enlargement) with { Moments = gradient.Moments with { Own = gradient.Moments.Own * _enlargement } }) with { Level = x.Level() };
}
