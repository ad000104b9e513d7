using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Normalizes each sample over groups of channels and all positions; a group of one channel is instance normalization.</summary>
internal sealed class GroupedNormalization(int groups, double eps, WeightSpread? scale = null) : Normalization(eps, scale)
{
    public override ChannelPlace Channels => ChannelPlace.First;

    protected override Normalized Normalize(Crossing x, ForwardState input)
    {
        var size = GroupSize(x);
        var square = input.Mean * input.Mean;
        // The mean over a group is the shared mean plus what n channels leave of the rest.
        var mean = square + (input.Moments.OfSampleMean(x.Field.Positions) - square) / size;
        var meanAcross = square + (input.Moments.Across - square) / size;
        var variance = input.Moments.Own - mean;
        var gain = Gain(variance);
        var moments = new SecondMoments(variance, input.Moments.Within - mean, input.Moments.Across - meanAcross) * gain;
        return new(input, new(input.Channels, 0, moments, input.Profile), gain);
    }

    protected override BackwardState Project(Crossing x, Normalized value, BackwardState rest)
    {
        var (g, size, positions) = (rest.Moments, GroupSize(x), x.Field.Positions);
        var mean = g.OfSampleMean(positions) / size;
        var moments = new SecondMoments(Math.Max(g.Own - mean - g.Own / (size * positions), 0), g.Within - mean, g.Across - g.Across / size);
        return new(moments * value.Gain, rest.Profile);
    }

    private double GroupSize(Crossing x) => (double)x.Field.Channels / groups;
}
