using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Attention with its projections, over the positions of the last input. At the start the scores know nothing of the values.</summary>
/// <param name="projection">How the weights of queries, keys and values start.</param>
/// <param name="output">How the weight of the output starts.</param>
internal sealed class Attention(WeightSpread projection, WeightSpread output) : SignalRule
{
    /// <summary>Whether a position sees no later one.</summary>
    public bool IsCausal { get; init; }

    public override ChannelPlace Channels => ChannelPlace.Last;

    internal override bool MixesPositions => true;

    internal override Passage Forward(Crossing x)
    {
        var (features, last) = (x.InputField.Channels, x.Node.Inputs.Count - 1);
        var (input, memory) = (x.Whole().Moments, x.Whole(last).Moments);
        var (queries, keys) = (input * (projection.SecondMoment * features), memory * (projection.SecondMoment * features));
        // What all keys share cancels in the softmax.
        var scores = queries.Own * Math.Max(keys.Own - keys.Within, 0);
        var covariance = queries.Own > 0 ? scores * Math.Max(queries.Within / queries.Own, 0) : 0;
        var length = (int)x.Node.Inputs[last].Field.Positions;
        var same = OverLengths(length, seen => SoftmaxMoments.Concentration(scores, seen));
        var other = OverLengths(length, seen => SoftmaxMoments.Overlap(scores, covariance, seen));
        var context = new SecondMoments(same * keys.Own + (1 - same) * keys.Within, other * keys.Own + (1 - other) * keys.Within, keys.Across);
        var result = new ForwardState(x.Field.Channels, 0, context * (output.SecondMoment * features), Profile.Flat(x.Field));
        return new([result], gradient => Backward(x, queries, keys, context, same, other, x.Merge(gradient)));
    }

    private void Backward(Crossing x, SecondMoments queries, SecondMoments keys, SecondMoments context, double same, double other, BackwardState gradient)
    {
        var last = x.Node.Inputs.Count - 1;
        double features = x.InputField.Channels, length = x.Field.Positions, seen = x.Node.Inputs[last].Field.Positions;
        var (result, g) = (gradient.Moments, gradient.Moments * (output.SecondMoment * features));
        var others = (length - 1) * g.Within;
        var perKey = length / seen;
        var values = new SecondMoments(
            perKey * (same * g.Own + other * others),
            perKey * ((1 - same) * g.Own + (1 - other) * others) / Math.Max(seen - 1, 1),
            perKey * perKey * g.Across);
        var differing = Math.Max(keys.Own - keys.Within, 0);
        var toQueries = same * g.Own * differing * differing;
        var toKeys = perKey * differing * (same * g.Own * queries.Own + other * others * queries.Within);

        var back = projection.SecondMoment * features;
        var (input, memory) = (x.Whole().Moments, x.Whole(last).Moments);
        x.Give(0, new BackwardState(new SecondMoments(toQueries, 0, 0) * back, gradient.Profile));
        x.Give(last, new BackwardState((values + new SecondMoments(toKeys, 0, 0)) * back, Profile.Flat(x.Node.Inputs[last].Field)));
        var scores = features * features * (length * toQueries * input.Own + seen * toKeys * memory.Own) / x.Batch;
        x.GiveWeight("in_proj_weight", Energy(values, memory, seen) + scores, 3 * features * features);
        x.GiveWeight("out_proj.weight", Energy(result, context, length), features * features);

        double Energy(SecondMoments error, SecondMoments value, double positions) => features * features * positions / x.Batch
            * (error.Own * value.Own + (positions - 1) * error.Within * value.Within + (x.Batch - 1) * positions * error.Across * value.Across);
    }

    /// <summary>A moment of the shares over as many positions as a query sees; of a mask, eight lengths stand for all.</summary>
    private double OverLengths(int length, Func<int, double> moment)
    {
        const int lengths = 8;
        return IsCausal ? Enumerable.Range(0, lengths).Average(i => moment(Math.Max(1, (int)Math.Ceiling(length * (i + 0.5) / lengths)))) : moment(length);
    }
}
