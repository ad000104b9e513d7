using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Propagating;

/// <summary>One node while signals cross it: what a rule reads its input from and gives gradients to.</summary>
internal sealed class Crossing(SignalNode node, Propagation propagation)
{
    public SignalNode Node => node;

    public int Batch => propagation.Batch;

    /// <summary>A small change of the covariances of the network's input, as a share of its second moment.</summary>
    public double Nudge => propagation.Nudge;

    /// <summary>How the result extends.</summary>
    public Field Field => node.Field;

    /// <summary>How the first input extends.</summary>
    public Field InputField => node.Inputs[0].Field;

    /// <summary>The result, once it is known.</summary>
    public ForwardState[] Result => propagation.StateOf(node);

    /// <summary>An input, by groups of channels.</summary>
    public ForwardState[] Groups(int input = 0) => propagation.StateOf(node.Inputs[input]);

    /// <summary>An input as a whole.</summary>
    public ForwardState Whole(int input = 0) => ForwardState.Merge(Groups(input));

    /// <summary>The second moment of an input that layers have to keep.</summary>
    public double Level(int input = 0) => propagation.LevelOf(node.Inputs[input]);

    /// <summary>The gradient of the result as a whole.</summary>
    public BackwardState Merge(BackwardState[] gradient) => BackwardState.Merge(gradient, Result);

    /// <summary>Adds to the gradient of an input; one group stands for all.</summary>
    public void Give(int input, params BackwardState[] gradient) => propagation.Give(node.Inputs[input], gradient);

    /// <summary>Notes the energy E‖∇W‖² of a weight.</summary>
    public void GiveWeight(string parameter, double energy, double elements, bool isTable = false) => propagation.Add(new(node, parameter, energy, elements, isTable));

    /// <summary>The passage of a rule that treats every group of channels by itself.</summary>
    public Passage EachGroup(Func<ForwardState, ForwardState> forward, Func<BackwardState, ForwardState, ForwardState, BackwardState> backward)
    {
        var groups = Groups();
        return new(Array.ConvertAll(groups, state => forward(state)), gradient => Give(0, [.. gradient.Select((part, i) => backward(part, groups[i], Result[i]))]));
    }
}
