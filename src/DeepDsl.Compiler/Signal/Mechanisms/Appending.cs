using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Puts positions beside positions: a class token before a sequence.</summary>
internal sealed class Appending : SignalRule
{
    internal override Passage Forward(Crossing x)
    {
        var parts = x.Node.Inputs.Select((input, i) => (State: x.Whole(i), Positions: (double)input.Field.Positions)).ToArray();
        var total = parts.Sum(part => part.Positions);
        var mean = parts.Sum(part => part.Positions * part.State.Mean) / total;
        // Positions of different parts have nothing but their means in common.
        var cross = total * total * mean * mean - parts.Sum(part => Square(part.Positions * part.State.Mean));
        var own = parts.Sum(part => part.Positions * part.State.Moments.Own) / total;
        var within = (parts.Sum(part => part.Positions * (part.Positions - 1) * part.State.Moments.Within) + cross) / Math.Max(1, total * (total - 1));
        var across = (parts.Sum(part => Square(part.Positions) * part.State.Moments.Across) + cross) / (total * total);
        // One part after the other, where positions form a sequence.
        var isSequence = x.Field.Width == 1 && parts.Sum(part => part.State.Profile.Rows.Length) == x.Field.Height;
        var profile = isSequence && own > 0
            ? new([.. parts.SelectMany(part => part.State.Profile.Rows.Select(factor => factor * part.State.Moments.Own / own))], [1])
            : Profile.Flat(x.Field);
        return new([new(x.Field.Channels, mean, new(own, within, across), profile)], gradient =>
        {
            var (whole, first) = (x.Merge(gradient), 0);
            for (var i = 0; i < parts.Length; i++)
            {
                var length = parts[i].State.Profile.Rows.Length;
                var (share, rows) = isSequence ? Profile.Normalize([.. whole.Profile.Rows.Skip(first).Take(length)]) : (1, []);
                var part = isSequence ? new Profile(rows, [1]) : Profile.Flat(x.Node.Inputs[i].Field);
                x.Give(i, whole with { Moments = whole.Moments * share, Profile = part });
                first += length;
            }
        })
        {
            Level = x.Node.Inputs.Select((_, i) => x.Level(i) * parts[i].Positions).Sum() / total,
        };
    }

    private static double Square(double value) => value * value;
}
