using DeepDsl.Compiler.Signal.Propagating;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Adds noise that every element of every sample has for itself.</summary>
internal sealed class Jitter(double variance) : SignalRule
{
    internal override Passage Forward(Crossing x) => x.EachGroup(
        state => new(state.Channels, state.Mean, state.Moments with { Own = state.Moments.Own + variance }, state.Profile),
        (gradient, _, _) => gradient.Scaled(1, 1));
}
