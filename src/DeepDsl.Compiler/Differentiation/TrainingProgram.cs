using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Planning;

namespace DeepDsl.Compiler.Differentiation;

/// <summary>A training step as kernel calls, not yet placed in memory.</summary>
public sealed class TrainingProgram(ShapedGraph graph)
{
    public ShapedGraph Graph { get; } = graph;

    /// <summary>The operators that draw random numbers, numbered.</summary>
    public IReadOnlyDictionary<GraphNode, int> Layers { get; } =
        graph.Nodes.Where(node => node.Operator is IStochastic).Select((node, layer) => (node, layer)).ToDictionary(pair => pair.node, pair => pair.layer);

    /// <summary>The operators whose input has its channels innermost.</summary>
    public HashSet<GraphNode> ChannelsLast { get; } = [];

    /// <summary>Every value outside the model's own parameters and buffers, in order of creation.</summary>
    public List<Value> Values { get; } = [];

    public List<Value> Inputs { get; } = [];

    public List<Step> Forward { get; } = [];

    public List<Value> Outputs { get; } = [];

    /// <summary>Where the gradients of the outputs are put before the backward pass.</summary>
    public List<Value> OutputGradients { get; } = [];

    public List<Step> Backward { get; } = [];

    /// <summary>The gradients of the inputs of real numbers after the backward pass; null for an input that nothing depends on.</summary>
    public List<Value?> InputGradients { get; } = [];
}
