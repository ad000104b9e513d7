using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Looks up rows of a random table by uniformly drawn indices: a linear map of one-hot vectors.</summary>
internal sealed class LookUp(WeightSpread table, int rows) : SignalRule
{
    internal override Passage Forward(Crossing x)
    {
        var mean = table.Mean * table.Mean;
        // Two draws are the same row by chance.
        var pair = mean + table.Variance / rows;
        var state = new ForwardState(x.Field.Channels, table.Mean, new(table.SecondMoment, pair, pair), Profile.Flat(x.Field));
        return new([state], gradient =>
        {
            var (g, positions) = (x.Merge(gradient).Moments, (double)x.Field.Positions);
            var pairs = g.Own + (positions - 1) * g.Within / rows + (x.Batch - 1) * positions * g.Across / rows;
            x.GiveWeight("weight", x.Field.Channels * positions * Math.Max(pairs, 0) / x.Batch, (double)rows * x.Field.Channels, isTable: true);
        });
    }
}
