using DeepDsl.Compiler.Signal.Propagating;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Joins channels. Values of different origin stay apart as groups, since BatchNorm treats them apart.</summary>
internal sealed class Concatenation : SignalRule
{
    internal override Passage Forward(Crossing x)
    {
        var counts = x.Node.Inputs.Select((_, i) => x.Groups(i).Length).ToArray();
        return new([.. x.Node.Inputs.SelectMany((_, i) => x.Groups(i))], gradient =>
        {
            var first = 0;
            for (var i = 0; i < counts.Length; first += counts[i++])
                x.Give(i, [.. gradient.Skip(first).Take(counts[i])]);
        })
        {
            Level = x.Node.Inputs.Select((input, i) => x.Level(i) * input.Field.Channels).Sum() / x.Field.Channels,
        };
    }
}
