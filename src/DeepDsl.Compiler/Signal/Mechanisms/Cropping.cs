using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Keeps the middle of a map; its border gets no gradient.</summary>
/// <param name="top">The rows left out above.</param>
/// <param name="left">The columns left out on the left.</param>
internal sealed class Cropping(int top, int left) : SignalRule
{
    public override ChannelPlace Channels => ChannelPlace.First;

    internal override Passage Forward(Crossing x)
    {
        var (from, to) = ((double)x.InputField.Positions, (double)x.Field.Positions);
        var (share, pairs) = (to / from, from > 1 ? to * (to - 1) / (from * (from - 1)) : 1);
        return x.EachGroup(
            state =>
            {
                var (high, rows) = Profile.Normalize([.. state.Profile.Rows.Skip(top).Take(x.Field.Height)]);
                var (wide, columns) = Profile.Normalize([.. state.Profile.Columns.Skip(left).Take(x.Field.Width)]);
                return new(state.Channels, state.Mean, state.Moments * (high * wide), new(rows, columns));
            },
            (gradient, _, _) => gradient.Scaled(1, share) with
            {
                Moments = gradient.Moments * new SecondMoments(share, pairs, share * share),
                Profile = new(Widen(gradient.Profile.Rows, x.InputField.Height, top), Widen(gradient.Profile.Columns, x.InputField.Width, left)),
            }) with { Level = x.Level() };
    }

    private static double[] Widen(double[] factors, int size, int start)
    {
        var wide = new double[size];
        for (var i = 0; i < factors.Length; i++)
            wide[start + i] = factors[i] * size / factors.Length;
        return wide;
    }
}
