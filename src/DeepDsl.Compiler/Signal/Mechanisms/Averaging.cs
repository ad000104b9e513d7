using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>The mean over windows.</summary>
internal sealed class Averaging(Func<Field, Field, Plane> windows) : SignalRule
{
    /// <summary>One window over all positions.</summary>
    public static Plane Global(Field from, Field to) => new(new(from.Height, 1, from.Height, 1, 0), new(from.Width, 1, from.Width, 1, 0));

    internal override Passage Forward(Crossing x)
    {
        var plane = windows(x.InputField, x.Field);
        var (size, from, to) = (plane.Taps, (double)x.InputField.Positions, (double)x.Field.Positions);
        var covers = to * size / from;
        return x.EachGroup(
            state =>
            {
                var own = state.Moments.Own / size + (1 - 1 / size) * state.Moments.Within;
                return new(state.Channels, state.Mean, state.Moments with { Own = own }, plane.Pool(state.Profile));
            },
            (gradient, input, result) =>
            {
                var g = gradient.Moments;
                var own = covers / (size * size) * (g.Own + Math.Max(covers - 1, 0) * g.Within);
                // Each window hands out its gradient whole, so that the sum over all pairs stays.
                var within = from > 1 ? (to * g.Own + to * (to - 1) * g.Within - from * own) / (from * (from - 1)) : own;
                var kept = input.Moments.Own > 0 ? to * result.Moments.Own / (from * input.Moments.Own) : 0;
                var moments = new SecondMoments(own, within, g.Across * to * to / (from * from));
                return new(moments, plane.Unpool(gradient.Profile), gradient.Alignment * kept, gradient.SharedAlignment * kept);
            }) with { Level = LevelOf(x, plane) };
    }

    /// <summary>Of noise, a mean is smaller by what is predicted; of data whose neighbours are alike, it is as large. Behind convolutions over pictures it is halfway.</summary>
    /// <remarks>A mean over everything, or of data that no layer has seen, is left to the data.</remarks>
    private static double? LevelOf(Crossing x, Plane plane)
    {
        if (x.Field.Positions == 1 || x.Node.Inputs[0].Rule is Source || x.Whole().Moments is not { Own: > 0 } moments)
            return null;
        return x.Level() * Math.Sqrt(moments.OfSampleMean((long)plane.Taps) / moments.Own);
    }
}
