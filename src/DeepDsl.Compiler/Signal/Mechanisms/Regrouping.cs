using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>The same elements with other ones taken for channels: Flatten and its kin.</summary>
/// <param name="together">How many positions of one channel stay positions of one channel.</param>
/// <param name="doubt">What that leaves unsure, if anything.</param>
internal sealed class Regrouping(long together, string? doubt = null) : SignalRule
{
    /// <summary>Makes a channel of every position.</summary>
    public static Regrouping Flatten { get; } = new(1);

    internal override string? Doubt => doubt;

    internal override Passage Forward(Crossing x)
    {
        var (from, to) = (x.InputField, x.Field);
        return x.EachGroup(
            state => new(Share(state, from, to), state.Mean, Regroup(state.Moments, state.Mean * state.Mean, to.Positions), Profile.Flat(to)),
            (gradient, input, result) =>
            {
                // Weights behind treat channels apart: only the aligned part has pairs of different ones.
                var rest = Regroup(gradient.Moments - gradient.Aligned(result.Moments), 0, from.Positions);
                return gradient with { Moments = rest + gradient.Aligned(input.Moments), Profile = Profile.Flat(from) };
            }) with { Level = x.Level() };
    }

    /// <summary>Pairs that come from different channels have nothing but the mean in common.</summary>
    private SecondMoments Regroup(SecondMoments moments, double square, double positions) => new(
        moments.Own,
        positions > 1 ? ((together - 1) * moments.Within + (positions - together) * square) / (positions - 1) : moments.Own,
        (together * moments.Across + (positions - together) * square) / positions);

    private static int Share(ForwardState state, Field from, Field to) => Math.Max(1, (int)((long)state.Channels * to.Channels / from.Channels));
}
