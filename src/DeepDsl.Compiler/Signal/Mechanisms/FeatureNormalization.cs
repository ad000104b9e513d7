using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Normalizes each position over its features: LayerNorm, or RMSNorm where the mean stays.</summary>
internal sealed class FeatureNormalization(bool keepsMean, double eps, WeightSpread? scale = null) : Normalization(eps, scale)
{
    public override ChannelPlace Channels => ChannelPlace.Last;

    protected override Normalized Normalize(Crossing x, ForwardState input)
    {
        var means = keepsMean ? default : FeatureMeans(input);
        var gain = Gain(input.Moments.Own - means.Own);
        var mean = keepsMean ? input.Mean * Math.Sqrt(gain) : 0;
        return new(input, new(input.Channels, mean, (input.Moments - means) * gain, Profile.Flat(x.Field)), gain);
    }

    protected override BackwardState Project(Crossing x, Normalized value, BackwardState rest)
    {
        // Per position, the component along the value and (LayerNorm) the mean are lost, one of C dimensions each.
        var kept = 1 - (keepsMean ? 1.0 : 2.0) / value.Input.Channels;
        if (x.Field.Positions == 1)
            return new(rest.Moments * (kept * value.Gain), rest.Profile);
        // A position that was weaker is enlarged more, and so is its gradient.
        var (rowMean, rows) = Profile.Normalize(Quotient(rest.Profile.Rows, value.Input.Profile.Rows));
        var (columnMean, columns) = Profile.Normalize(Quotient(rest.Profile.Columns, value.Input.Profile.Columns));
        return new(rest.Moments * (kept * rowMean * columnMean * value.Gain), new(rows, columns));
    }

    /// <summary>The products of the means over features: the shared mean, and what C units leave of the rest.</summary>
    private static SecondMoments FeatureMeans(ForwardState input)
    {
        var square = input.Mean * input.Mean;
        return (input.Moments - square) * (1.0 / input.Channels) + square;
    }

    private static double[] Quotient(double[] gradient, double[] value) => [.. gradient.Zip(value, (t, u) => t / Math.Max(u, 1e-12))];
}
