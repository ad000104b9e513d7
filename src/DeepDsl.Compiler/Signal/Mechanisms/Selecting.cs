using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Keeps some of the positions; the others get no gradient.</summary>
internal sealed class Selecting : SignalRule
{
    internal override Passage Forward(Crossing x)
    {
        var (from, to) = ((double)x.InputField.Positions, (double)x.Field.Positions);
        var (share, pairs) = (to / from, from > 1 ? to * (to - 1) / (from * (from - 1)) : 1);
        return x.EachGroup(
            state => new(state.Channels, state.Mean, state.Moments, Profile.Flat(x.Field)),
            (gradient, _, _) => new(gradient.Moments * new SecondMoments(share, pairs, share * share), Profile.Flat(x.InputField), gradient.Alignment * share, gradient.SharedAlignment * share));
    }
}
