using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>Stands where nothing is known: the result is taken for white noise, the gradient goes on as it is, and the prediction is unsure.</summary>
internal sealed class UnknownRule(string doubt) : SignalRule
{
    internal override string Doubt => doubt;

    internal override Passage Forward(Crossing x)
    {
        var state = new ForwardState(x.Field.Channels, 0, new(1, 0, 0), Profile.Flat(x.Field));
        return new([state], gradient =>
        {
            for (var i = 0; i < x.Node.Inputs.Count; i++)
                x.Give(i, new BackwardState(x.Merge(gradient).Moments, Profile.Flat(x.Node.Inputs[i].Field)));
        });
    }
}
