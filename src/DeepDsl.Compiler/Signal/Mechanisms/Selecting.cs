using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Keeps one slice of the positions; the others get no gradient.</summary>
/// <param name="position">Which one, of a sequence.</param>
internal sealed class Selecting(int position) : SignalRule
{
    internal override Passage Forward(Crossing x)
    {
        var (from, to) = ((double)x.InputField.Positions, (double)x.Field.Positions);
        var (share, pairs) = (to / from, from > 1 ? to * (to - 1) / (from * (from - 1)) : 1);
        // Of a map, it does not matter which slice it is.
        var isSequence = x.InputField.Width == 1 && x.Field.Positions == 1;
        var source = isSequence ? new(Only(position, x.InputField.Height), [1]) : Profile.Flat(x.InputField);
        return x.EachGroup(
            state => new(state.Channels, state.Mean, state.Moments * (isSequence ? state.Profile.Rows[position] : 1), Profile.Flat(x.Field)),
            (gradient, _, _) => gradient.Scaled(1, share) with { Moments = gradient.Moments * new SecondMoments(share, pairs, share * share), Profile = source });
    }

    /// <summary>The profile of a sequence with one position that is not zero.</summary>
    private static double[] Only(int position, int length)
    {
        var rows = new double[length];
        rows[position] = length;
        return rows;
    }
}
