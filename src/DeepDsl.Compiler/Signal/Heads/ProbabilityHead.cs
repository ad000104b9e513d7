using DeepDsl.Compiler.Operators.Activations;
using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Heads;

/// <summary>Binary cross-entropy of probabilities. Behind a sigmoid the two make one head; by itself, probabilities near ½ are all it can assume.</summary>
internal sealed class ProbabilityHead(double scale) : LossRule
{
    internal override string Doubt => "probabilities of unknown origin";

    internal override (SignalRule Rule, SignalNode Input) Behind(SignalNode input)
    {
        // Elements are judged one by one, in whatever shape.
        var before = input;
        while (before.Rule is Rearranging or Regrouping)
            before = before.Inputs[0];
        return before.Rule is PointwiseMap activation && activation.Curve.Name == Sigmoid.Logistic.Name ? (new LogisticHead(scale), before.Inputs[0]) : (this, input);
    }

    // (p − y)/(p(1 − p)) is ±2 there.
    internal override Passage Forward(Crossing x) => new(x.Groups(), _ =>
        x.Give(0, new BackwardState(new SecondMoments(4, 0, 0) * (scale * scale), Profile.Flat(x.InputField))));
}
