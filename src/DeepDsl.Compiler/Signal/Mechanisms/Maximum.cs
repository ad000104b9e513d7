using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>The maximum over windows. Behind an activation it looks at the Gaussian before it: the largest result is that of the largest input.</summary>
/// <remarks>Where the activation stands right before, the two are one rule; joined channels remember what they come from.</remarks>
internal sealed class Maximum(Func<Field, Field, Plane> windows) : SignalRule
{
    private static readonly SecondMoments Open = new(1, 1, 1);

    private Curve Curve { get; init; } = Straight.Line;

    internal override (SignalRule Rule, SignalNode Input) Behind(SignalNode input) => input.Rule is PointwiseMap activation
        ? (new Maximum(windows) { Curve = activation.Curve }, input.Inputs[0])
        : (this, input);

    internal override Passage Forward(Crossing x)
    {
        var plane = windows(x.InputField, x.Field);
        var groups = Array.ConvertAll(x.Groups(), state => (State: state, Origin: state.Origin ?? new(Curve, state, Open)));
        var largest = Array.ConvertAll(groups, group => LargestOfMany.Of(group.Origin.Curve, group.Origin.Value.Mean, group.Origin.Value.Moments, (int)plane.Taps));
        return new(
            [.. groups.Select((group, i) => new ForwardState(group.State.Channels, largest[i].Mean, largest[i].Values, plane.Pool(group.State.Profile)))],
            gradient => x.Give(0, [.. gradient.Select((part, i) =>
            {
                var (value, gates) = (groups[i].Origin.Value, groups[i].Origin.Gates);
                return ToWinners(x, plane, part, (largest[i].Gates + largest[i].Choice * value.Nudge) / gates, groups[i].State, x.Result[i]);
            })]))
        {
            Level = Levels.Behind(Curve, x.Whole(), x.Level()),
        };
    }

    /// <summary>One position of each window gets the gradient, through the gate that the activation has at the maximum instead of the usual one.</summary>
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
