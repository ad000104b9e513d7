using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>The same channels with their positions in another order or shape.</summary>
internal sealed class Rearranging : SignalRule
{
    internal override Passage Forward(Crossing x)
    {
        var (from, to) = (x.InputField, x.Field);
        return x.EachGroup(
            state => new(state.Channels, state.Mean, state.Moments, Arrange(state.Profile, from, to)),
            (gradient, _, _) => gradient with { Profile = Arrange(gradient.Profile, to, from) }) with { Level = x.Level() };
    }

    private static Profile Arrange(Profile profile, Field from, Field to) =>
        (from.Height, from.Width) == (to.Height, to.Width) ? profile
        : (from.Height, from.Width) == (to.Width, to.Height) ? new(profile.Columns, profile.Rows)
        : Profile.Flat(to);
}
