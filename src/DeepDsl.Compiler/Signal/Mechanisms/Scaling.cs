using DeepDsl.Compiler.Signal.Propagating;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Multiplies by a number.</summary>
internal sealed class Scaling(double factor) : SignalRule
{
    public static Scaling Identity { get; } = new(1);

    internal override Passage Forward(Crossing x) => x.EachGroup(
        state => new(state.Channels, state.Mean * factor, state.Moments * (factor * factor), state.Profile),
        (gradient, _, _) => gradient.Scaled(factor * factor, factor * factor));
}
