using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal;

/// <summary>A network for the predictor: nodes in topological order, each with a rule; losses are nodes as well.</summary>
public sealed class SignalGraph
{
    private readonly List<SignalNode> _nodes = [];

    public IReadOnlyList<SignalNode> Nodes => _nodes;

    /// <summary>Adds a node behind others.</summary>
    public SignalNode Add(SignalRule rule, Field field, IReadOnlyList<SignalNode> inputs, string name = "", GraphNode? node = null)
    {
        if (inputs.Count == 1)
        {
            var (standing, input) = rule.Behind(inputs[0]);
            (rule, inputs) = (standing, [input]);
        }
        var added = new SignalNode(_nodes.Count, name, rule, inputs, field) { Node = node };
        _nodes.Add(added);
        return added;
    }

    /// <summary>The nodes that take each node's value.</summary>
    internal ILookup<SignalNode, SignalNode> Users =>
        _nodes.SelectMany(node => node.Inputs.Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);
}
