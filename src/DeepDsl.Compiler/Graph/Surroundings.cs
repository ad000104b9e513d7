using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Graph;

/// <summary>Where a layer stands, as far as that decides how its weight starts.</summary>
internal sealed class Surroundings
{
    private readonly ILookup<GraphNode, GraphNode> _users;
    private readonly Lazy<SkipStreams> _streams;
    private readonly HashSet<GraphNode> _normalized = [];
    private readonly HashSet<GraphNode> _results = [];

    public Surroundings(ShapedGraph graph)
    {
        _users = graph.Nodes.SelectMany(node => node.ValueInputs.Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);
        _streams = new(() => new(graph, this));
        foreach (var node in graph.Nodes.Reverse())
        {
            if (_users[node].Any(user => user.Operator is INormalization || (user.Operator is ITransparent or IActivation && _normalized.Contains(user))))
                _normalized.Add(node);
            if (_users[node].All(user => user.Operator is not IMap && _results.Contains(user)))
                _results.Add(node);
        }
    }

    public IEnumerable<GraphNode> UsersOf(GraphNode node) => _users[node];

    /// <summary>Whether the scale of a value is forgotten before another layer sees it.</summary>
    public bool RunsIntoNorm(GraphNode node) => _normalized.Contains(node);

    /// <summary>Whether no other layer sees a value: it is one of the model's results, whatever activation may follow.</summary>
    public bool IsResult(GraphNode node) => _results.Contains(node);

    /// <summary>The branch that a layer is the last one of; null where it is none's.</summary>
    public BranchEnd? BranchEndOf(GraphNode layer) => _streams.Value.EndOf(layer);

    /// <summary>The activation a node's result runs into, looking through norms, pooling and sums.</summary>
    public GraphNode? Following(GraphNode node)
    {
        for (var next = _users[node].FirstOrDefault(); next is not null; next = _users[next].FirstOrDefault())
        {
            if (next.Operator is IActivation)
                return next;
            if (next.Operator is not ITransparent)
                return null;
        }
        return null;
    }

    /// <summary>What a layer's input went through since the last layer, norm or sum, as users know it; the first comes first.</summary>
    public static IEnumerable<string> Before(GraphNode layer)
    {
        var names = new List<string>();
        for (var node = layer.ValueInputs.First(); node.Operator is IActivation or IProduct or (ITransparent and not INormalization and not ISum); node = node.ValueInputs.First())
        {
            if (node.Operator is not IRearrangement)
                names.Insert(0, node.Text);
            if (node.Operator is IActivation or IProduct)
                break;
        }
        return names;
    }
}
