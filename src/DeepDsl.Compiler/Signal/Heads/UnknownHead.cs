using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Heads;

/// <summary>Stands for a loss of which nothing is known: gradients of white noise, one in size for a sample.</summary>
internal sealed class UnknownHead(string doubt) : LossRule
{
    internal override string Doubt => doubt;

    internal override Passage Forward(Crossing x) => new(x.Groups(), _ =>
    {
        for (var i = 0; i < x.Node.Inputs.Count; i++)
        {
            var field = x.Node.Inputs[i].Field;
            x.Give(i, new BackwardState(new SecondMoments(1 / field.Elements, 0, 0), Profile.Flat(field)));
        }
    });
}
