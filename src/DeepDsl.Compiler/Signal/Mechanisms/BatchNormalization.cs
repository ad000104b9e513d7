using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Normalizes each channel over the batch and all positions.</summary>
internal sealed class BatchNormalization(double eps, WeightSpread? scale = null) : Normalization(eps, scale)
{
    public override ChannelPlace Channels => ChannelPlace.First;

    // Channels of other origin have other statistics.
    protected override bool KeepsGroups => true;

    protected override Normalized Normalize(Crossing x, ForwardState input)
    {
        var mean = input.Moments.OfBatchMean(x.Field.Positions, x.Batch);
        var variance = input.Moments.Own - mean;
        var gain = Gain(variance);
        var moments = new SecondMoments(variance, input.Moments.Within - mean, input.Moments.Across - mean) * gain;
        var result = new ForwardState(input.Channels, 0, moments, input.Profile) { Nudge = input.Nudge };
        return new(input, result, gain * Uncertainty(x, input, result, variance));
    }

    protected override BackwardState Project(Crossing x, Normalized value, BackwardState rest)
    {
        var (g, y) = (rest.Moments, value.Result.Moments);
        var positions = x.Field.Positions;
        var mean = g.OfBatchMean(positions, x.Batch);
        var along = (g.Own * y.Own + (positions - 1) * g.Within * y.Within + (x.Batch - 1) * (double)positions * g.Across * y.Across) / ((double)x.Batch * positions);
        var moments = g - mean - new SecondMoments(along, along * y.Within, along * y.Across);
        return new(moments with { Own = Math.Max(moments.Own, 0) } * value.Gain, rest.Profile);
    }

    /// <summary>E[σ²/σ̂²] = ν/(ν − 2) of a variance that is estimated with ν degrees of freedom.</summary>
    private static double Uncertainty(Crossing x, ForwardState input, ForwardState result, double variance)
    {
        if (result.Moments.Own <= 0)
            return 1;
        var (samples, positions) = ((double)x.Batch, (double)x.Field.Positions);
        var (within, across) = (result.Moments.Within / result.Moments.Own, result.Moments.Across / result.Moments.Own);
        var spread = variance > 0 ? input.AcrossSpread / (variance * variance) : 0;
        var inverse = 1 / (samples * positions) + (positions - 1) / (samples * positions) * within * within + (samples - 1) / samples * (across * across + spread);
        var freedom = inverse > 0 ? 1 / inverse : 1e9;
        return freedom > 2.25 ? freedom / (freedom - 2) : 9;
    }
}
