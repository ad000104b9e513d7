using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Planning;

namespace DeepDsl.Compiler.Differentiation;

/// <summary>A gradient from outside: of a result, of what a loss judges, or both.</summary>
/// <param name="Gradient">Where it is put.</param>
/// <param name="Output">The number of the result, if it is one.</param>
/// <param name="IsJudged">Whether a loss writes it.</param>
internal sealed record Seed(Value Gradient, int? Output, bool IsJudged);

/// <summary>A training step as kernel calls, not yet placed in memory; or inference, which has a forward pass alone.</summary>
public sealed class TrainingProgram(ShapedGraph graph, bool isInference = false)
{
    public ShapedGraph Graph { get; } = graph;

    /// <summary>Whether every operator runs as in inference, and nothing is kept for a backward pass.</summary>
    public bool IsInference { get; } = isInference;

    /// <summary>The operators that run.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; } = isInference ? [.. graph.InferredNodes] : graph.LiveNodes;

    /// <summary>The operators that draw random numbers, numbered.</summary>
    public IReadOnlyDictionary<GraphNode, int> Layers { get; } =
        graph.Nodes.Where(node => node.Operator is IStochastic).Select((node, layer) => (node, layer)).ToDictionary(pair => pair.node, pair => pair.layer);

    /// <summary>The operators whose input has its channels innermost.</summary>
    public HashSet<GraphNode> ChannelsLast { get; } = [];

    /// <summary>Every value outside the model's own parameters and buffers, in order of creation.</summary>
    public List<Value> Values { get; } = [];

    /// <summary>The value of every node that is computed.</summary>
    internal Dictionary<GraphNode, Value> Results { get; } = [];

    /// <summary>The gradient of every node that has one, all contributions added.</summary>
    internal Dictionary<GraphNode, Value> Gradients { get; } = [];

    public List<Value> Inputs { get; } = [];

    public List<Step> Forward { get; } = [];

    public List<Value> Outputs { get; } = [];

    /// <summary>The nodes that the portable path hands out: results, and what losses look at.</summary>
    internal GraphNode[] Composed { get; } =
        [.. graph.Outputs.Concat(graph.Losses.SelectMany(loss => loss.Target is null ? loss.Values : [.. loss.Values, loss.Target])).Where(node => !node.IsInput).Distinct()];

    /// <summary>Where gradients enter the backward pass.</summary>
    internal List<Seed> Seeds { get; } = [];

    /// <summary>The losses with the values that their kernels read and write.</summary>
    internal List<(JudgedLoss Loss, LossCall Call)> Losses { get; } = [];

    public List<Step> Backward { get; } = [];

    /// <summary>The gradients of the inputs of real numbers after the backward pass; null for an input that nothing depends on.</summary>
    public List<Value?> InputGradients { get; } = [];
}
