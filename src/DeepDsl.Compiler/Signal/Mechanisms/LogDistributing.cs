using DeepDsl.Compiler.Signal.Propagating;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>The logarithm of a softmax. Losses of classes see through it; elsewhere its result differs from its input by what all classes have in common, which is taken for nothing.</summary>
internal sealed class LogDistributing : SignalRule
{
    internal override string Doubt => "a logarithmic softmax inside the network";

    internal override Passage Forward(Crossing x) => x.EachGroup(state => state, (gradient, _, _) => gradient);

    /// <summary>What stands for log-probabilities in a loss that makes them itself: the logarithm of a softmax is its own.</summary>
    internal static SignalNode Before(SignalNode input) => input.Rule is LogDistributing ? Before(input.Inputs[0]) : input;
}
