using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Repeats every position: upsampling.</summary>
internal sealed class Repeating(bool blends = false) : SignalRule
{
    internal override string? Doubt => blends ? "interpolation is taken for repetition" : null;

    internal override Passage Forward(Crossing x)
    {
        var (from, to) = ((double)x.InputField.Positions, (double)x.Field.Positions);
        var n = to / from;
        return x.EachGroup(
            state =>
            {
                var within = to > 1 ? (n * (n - 1) * from * state.Moments.Own + n * n * from * (from - 1) * state.Moments.Within) / (to * (to - 1)) : state.Moments.Own;
                var profile = new Profile(Repeat(state.Profile.Rows, x.Field.Height), Repeat(state.Profile.Columns, x.Field.Width));
                return new(state.Channels, state.Mean, state.Moments with { Within = within }, profile);
            },
            (gradient, _, _) =>
            {
                var g = gradient.Moments;
                var profile = new Profile(Gather(gradient.Profile.Rows, x.InputField.Height), Gather(gradient.Profile.Columns, x.InputField.Width));
                return new(new(n * g.Own + n * (n - 1) * g.Within, n * n * g.Within, n * n * g.Across), profile, n * gradient.Alignment, n * gradient.SharedAlignment);
            }) with { Level = x.Level() };
    }

    private static int Source(int position, int from, int to) => (int)((long)position * from / to);

    private static double[] Repeat(double[] values, int length) => [.. Enumerable.Range(0, length).Select(i => values[Source(i, values.Length, length)])];

    private static double[] Gather(double[] values, int length)
    {
        var sums = new double[length];
        for (var i = 0; i < values.Length; i++)
            sums[Source(i, length, values.Length)] += values[i];
        return Profile.Normalize(sums).Factors;
    }
}
