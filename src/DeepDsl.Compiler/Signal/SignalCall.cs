using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Signal;

/// <summary>What an operator writes its rule against.</summary>
/// <param name="node">The operator's node.</param>
/// <param name="initialization">How parameters start.</param>
/// <param name="channelAxis">Which dimension of the first input is the one of channels.</param>
public sealed class SignalCall(GraphNode node, Initialization initialization, int channelAxis)
{
    /// <summary>How a parameter is spread at the start; one that is shared starts as its owner's does.</summary>
    public WeightSpread this[Parameter parameter] => initialization.Known(node.OwnerOf(parameter.Name), Owned(parameter)).Spread;

    /// <summary>Which dimension of the first input is the one of channels.</summary>
    public int ChannelAxis => channelAxis;

    /// <summary>A weight of a linear map, whose spread may depend on the signal that it meets.</summary>
    internal MapWeight Map(Parameter parameter) => new(this[parameter], initialization.ChoiceOf(node.OwnerOf(parameter.Name), Owned(parameter)));

    private Parameter Owned(Parameter parameter) => node.OwnerOf(parameter.Name).Operator!.Parameters.First(own => own.Name == parameter.Name);
}
