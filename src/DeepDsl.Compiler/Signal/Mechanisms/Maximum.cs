using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>The maximum over windows. Behind an activation it looks at the Gaussian before it: the largest result is that of the largest input.</summary>
internal sealed class Maximum(Func<Field, Field, Plane> windows) : SignalRule
{
    private Curve Curve { get; init; } = Straight.Line;

    internal override (SignalRule Rule, SignalNode Input) Behind(SignalNode input) => input.Rule is PointwiseMap activation
        ? (new Maximum(windows) { Curve = activation.Curve }, input.Inputs[0])
        : (this, input);

    internal override Passage Forward(Crossing x)
    {
        var plane = windows(x.InputField, x.Field);
        var groups = x.Groups();
        var largest = Array.ConvertAll(groups, state => LargestOfMany.Of(Curve, state.Mean, state.Moments, (int)plane.Taps));
        return new(
            [.. groups.Select((state, i) => new ForwardState(state.Channels, largest[i].Mean, largest[i].Values, plane.Pool(state.Profile)))],
            gradient => x.Give(0, [.. gradient.Select((part, i) => ToWinners(x, plane, part, largest[i].Gates + largest[i].Choice * groups[i].Nudge, groups[i], x.Result[i]))]));
    }

    /// <summary>One position of each window gets the gradient, through the gate that the activation has at the maximum.</summary>
    private static BackwardState ToWinners(Crossing x, Plane plane, BackwardState gradient, SecondMoments gates, ForwardState input, ForwardState result)
    {
        var (from, to) = ((double)x.InputField.Positions, (double)x.Field.Positions);
        var aligned = gradient.Aligned(result.Moments);
        var passed = (gradient.Moments - aligned) * gates + aligned;
        var share = new SecondMoments(to / from, from > 1 ? to * (to - 1) / (from * (from - 1)) : 1, to * to / (from * from));
        var kept = input.Moments.Own > 0 ? to * result.Moments.Own / (from * input.Moments.Own) : 0;
        return new(passed * share, plane.Unpool(gradient.Profile), gradient.Alignment * kept, gradient.SharedAlignment * kept);
    }
}
