using DeepDsl.Compiler.Signal.Propagating;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Adds a random vector of its own to every position, the same for all samples.</summary>
internal sealed class Offset(WeightSpread vectors) : SignalRule
{
    internal override Passage Forward(Crossing x) => x.EachGroup(
        state => new(state.Channels, state.Mean, new(
            state.Moments.Own + vectors.Variance,
            state.Moments.Within,
            state.Moments.Across + vectors.Variance / x.Field.Positions), state.Profile),
        (gradient, _, _) => gradient.Scaled(1, 1));
}
