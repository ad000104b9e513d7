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
        return new([new(x.Field.Channels, mean, new(own, within, across), Profile.Flat(x.Field))], gradient =>
        {
            var whole = x.Merge(gradient);
            for (var i = 0; i < parts.Length; i++)
                x.Give(i, whole with { Profile = Profile.Flat(x.Node.Inputs[i].Field) });
        });
    }

    private static double Square(double value) => value * value;
}
