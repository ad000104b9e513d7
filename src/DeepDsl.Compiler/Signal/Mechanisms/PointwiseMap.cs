using DeepDsl.Compiler.Signal.Curves;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>An activation of every element.</summary>
internal sealed class PointwiseMap(Curve curve) : SignalRule
{
    public Curve Curve => curve;

    /// <summary>What the activation does to an input.</summary>
    public ActivationSignal Describe(ForwardState input, Field field)
    {
        var gate = curve.Moments(input.Mean, input.Variance).SlopeSquare;
        var dead = curve.CanDie ? DeadUnits.Probability(input.Mean, input.Moments, field.Positions) : 0;
        return new(gate, Math.Min(1, gate / curve.SteepestSquare), dead, curve.Exponent(input.Mean, input.Variance));
    }

    internal override Passage Forward(Crossing x)
    {
        var groups = x.Groups();
        var activated = Array.ConvertAll(groups, state => Activated.By(curve, state));
        return new(Array.ConvertAll(activated, part => part.Result), gradient => x.Give(0, [.. gradient.Select((part, i) => Through(activated[i], groups[i], part))]))
        {
            Level = Levels.Behind(curve, x.Whole(), x.Level()),
        };
    }

    private BackwardState Through(Activated activated, ForwardState input, BackwardState gradient)
    {
        var result = activated.Result.Moments;
        var rest = (gradient.Moments - gradient.Aligned(result)) * activated.Gates;
        var (alignment, shared) = (0.0, 0.0);
        if (gradient.Alignment > 0 && input.Moments.Own > 0)
        {
            // φ'(z)φ(z) = c·z + a residual: c goes on as alignment, all of it as energy.
            var aligned = curve.Aligned(input.Mean, input.Variance);
            var (along, kept) = (aligned.WithInput / input.Moments.Own, result.Own > 0 ? aligned.Square / result.Own : 0);
            rest += gradient.Aligned(new(aligned.Square, result.Within * kept, result.Across * kept));
            (alignment, shared) = (gradient.Alignment * along, gradient.SharedAlignment * along);
        }
        return new(rest, gradient.Profile, alignment, shared) { SkipGate = activated.SkipGate };
    }
}
