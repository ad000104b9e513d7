using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Puts positions of zeros before a sequence.</summary>
/// <param name="positions">How many.</param>
internal sealed class Lengthening(int positions) : SignalRule
{
    public override ChannelPlace Channels => ChannelPlace.First;

    internal override Passage Forward(Crossing x)
    {
        var (from, to) = ((double)x.InputField.Positions, (double)x.Field.Positions);
        var pairs = from * (from - 1) / Math.Max(1, to * (to - 1));
        var moments = new SecondMoments(from / to, pairs, from * from / (to * to));
        return x.EachGroup(
            state => new(state.Channels, state.Mean * from / to, state.Moments * moments, new([.. new double[positions], .. state.Profile.Rows.Select(factor => factor * to / from)], state.Profile.Columns)),
            (gradient, _, _) =>
            {
                var (share, rows) = Profile.Normalize([.. gradient.Profile.Rows.Skip(positions)]);
                return gradient with { Moments = gradient.Moments * share, Profile = new(rows, gradient.Profile.Columns) };
            }) with { Level = x.Level() };
    }
}
