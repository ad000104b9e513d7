using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Operators.Joining;
using DeepDsl.Compiler.Signal.Heads;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Signal.Judging;

/// <summary>A model's prediction as rules look at it: what counts of it, and how the graph leads from layer to layer.</summary>
public sealed class SignalStudy
{
    // What the theory is known to be wrong by in the places that it doubts.
    private const double MarginOfDoubt = 0.5;

    private readonly ILookup<GraphNode, GraphNode> _users;
    private readonly HashSet<GraphNode> _layers;
    private readonly HashSet<GraphNode> _inside = [];
    private readonly HashSet<GraphNode> _rescaled = [];
    private readonly HashSet<GraphNode> _gates = [];
    private readonly HashSet<GraphNode> _cuts = [];
    private readonly HashSet<GraphNode> _trained = [];
    private readonly Dictionary<GraphNode, NodeSignal> _signals = [];
    private readonly Dictionary<GraphNode, int> _after = [];
    private readonly Dictionary<GraphNode, int> _before = [];
    private readonly Dictionary<GraphNode, int> _plain = [];

    private SignalStudy(ShapedGraph graph, SignalProfile profile)
    {
        (Graph, Profile) = (graph, profile);
        (Optimizer, OptimizerName) = (OptimizerFamilies.Of(graph.Declaration), OptimizerFamilies.NameIn(graph.Declaration));
        foreach (var signal in profile.Nodes)
        {
            if (signal.Node.Node is { } node)
                _signals[node] = signal;
        }
        _users = graph.LiveNodes.SelectMany(node => node.ValueInputs.Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);
        Layers = [.. profile.Layers.Where(layer => layer is { IsZero: false, IsTable: false } && layer.Node.Node?.Learns(layer.Parameter) != false)];
        _layers = [.. profile.Layers.Where(layer => layer is { IsTable: false, Node.Node.IsFrozen: false }).Select(layer => layer.Node.Node!)];
        foreach (var node in graph.Nodes.Reverse())
        {
            _after[node] = _users[node].Select(user => _after[user] + (_layers.Contains(user) ? 1 : 0)).DefaultIfEmpty(0).Min();
            if (_users[node].Any(user => _layers.Contains(user) || _inside.Contains(user)))
                _inside.Add(node);
            if (_users[node].Any(user => Normalizes(user) || (!_layers.Contains(user) && !Adds(user) && _rescaled.Contains(user))))
                _rescaled.Add(node);
            if (_users[node].Any(user => user.Operator is Multiply || (user.Operator is ITransparent && !Adds(user) && _gates.Contains(user))))
                _gates.Add(node);
        }
        // Nothing goes around a node that no edge spans.
        var reach = -1;
        foreach (var node in graph.Nodes.Where(node => node.IsInput || _signals.ContainsKey(node)))
        {
            if (reach <= node.Index)
                _cuts.Add(node);
            reach = _users[node].Select(user => user.Index).Append(reach).Max();
        }
        // Frozen weights are no longer as they started, and neither is what comes of them.
        foreach (var node in graph.LiveNodes)
        {
            if ((node.IsFrozen && node.Operator!.Parameters.Any()) || node.ValueInputs.Any(_trained.Contains))
                _trained.Add(node);
        }
        foreach (var node in graph.Nodes)
        {
            _before[node] = node.ValueInputs.Select(input => _before[input]).DefaultIfEmpty(0).Min() + (_layers.Contains(node) ? 1 : 0);
            _plain[node] = Normalizes(node) ? 0 : node.ValueInputs.Select(input => _plain[input]).DefaultIfEmpty(0).Min() + (_layers.Contains(node) ? 1 : 0);
        }
    }

    public ShapedGraph Graph { get; }

    public SignalProfile Profile { get; }

    public OptimizerFamily Optimizer { get; }

    /// <summary>The optimizer's name as it is written; null where none is declared.</summary>
    public string? OptimizerName { get; }

    /// <summary>The weights that count: those that learn, are not looked up and get a gradient at all.</summary>
    public IReadOnlyList<LayerSignal> Layers { get; }

    /// <summary>The study of a model; null where nothing can be predicted.</summary>
    public static SignalStudy? Of(ModelDeclaration model, int batch) => Of(ModelCompiler.Analyze(model), batch);

    /// <summary>The study of a model; null where nothing can be predicted.</summary>
    public static SignalStudy? Of(ShapedGraph graph, int batch) => SignalPropagation.CanPredict(graph) ? new(graph, SignalPropagation.Predict(graph, batch)) : null;

    /// <summary>Whether there is a prediction of gradients to judge: every operator has a rule, and something learns.</summary>
    public bool CanJudge => Layers.Count > 1 && Profile.Doubts.All(doubt => doubt.Node.Rule is not (UnknownRule or LinearMap { IsConstant: true }));

    /// <summary>Whether gradients have a size, and not only a ratio: a loss is declared, and nothing was trained elsewhere.</summary>
    public bool KnowsLoss => _trained.Count == 0 && Profile.Doubts.All(doubt => doubt.Node.Rule is not UnknownHead);

    /// <summary>By how many decades the prediction may be wrong.</summary>
    public double Margin => Profile.Doubts.All(doubt => doubt.Node.Rule is UnknownHead) ? 0 : MarginOfDoubt;

    public LayerSignal First => Layers[0];

    public LayerSignal Last => Layers[Layers.Count - 1];

    public LayerSignal Weakest => Layers.Aggregate((least, layer) => layer.Log10Gradient < least.Log10Gradient ? layer : least);

    /// <summary>The strongest gradient of those that say something: behind a normalization a weight's scale is of no concern.</summary>
    public LayerSignal Strongest => Layers.Where(layer => !IsRescaled(layer.Node.Node!)).DefaultIfEmpty(Last).Aggregate((most, layer) => SizeOf(layer) > SizeOf(most) ? layer : most);

    /// <summary>log10 of a gradient's norm, or of what it would be in a layer of 64 by 64 where that is less: large layers have large gradients and large weights.</summary>
    public static double SizeOf(LayerSignal layer) => Math.Min(layer.Log10Gradient, layer.Log10Rms + Math.Log10(64));

    /// <summary>log10 of the first gradient over the last.</summary>
    public double Log10Ratio => First.Log10Gradient - Last.Log10Gradient;

    /// <summary>Whether a node is a layer with a weight that learns.</summary>
    public bool IsLayer(GraphNode node) => _layers.Contains(node);

    /// <summary>What is predicted of a node's value; null where nothing depends on it.</summary>
    public NodeSignal? Of(GraphNode node) => _signals.TryGetValue(node, out var signal) ? signal : null;

    /// <summary>The nodes that take a value.</summary>
    public IEnumerable<GraphNode> UsersOf(GraphNode node) => _users[node];

    /// <summary>The layers between a node and the loss, on the shortest way.</summary>
    public int LayersAfter(GraphNode node) => _after[node];

    /// <summary>The layers up to a node, on the shortest way.</summary>
    public int LayersUpTo(GraphNode node) => _before[node];

    /// <summary>The layers between the farthest layer and the loss, that layer included, on the shortest way.</summary>
    public int Depth => Graph.Nodes.Where(IsLayer).Select(layer => LayersAfter(layer) + 1).DefaultIfEmpty(0).Max();

    /// <summary>The layers up to a node since the last normalization, on the shortest way.</summary>
    public int LayersSinceNorm(GraphNode node) => _plain[node];

    /// <summary>Whether all that the loss learns of the input comes through a node.</summary>
    public bool IsCut(GraphNode node) => _cuts.Contains(node);

    public bool Normalizes(GraphNode node) => Of(node) is { Node.Rule.Normalizes: true };

    /// <summary>Whether a node joins branches by adding them.</summary>
    public bool Adds(GraphNode node) => node.ValueInputs.Skip(1).Any() && Of(node) is { Node.Rule: Addition };

    /// <summary>The activations between layers; neither gates nor results.</summary>
    public IEnumerable<NodeSignal> HiddenActivations => _signals.Values.Where(signal => signal.Activation is not null && signal.Node.Node is { } node && IsHidden(node) && !_trained.Contains(node)).OrderBy(signal => signal.Node.Index);

    /// <summary>Whether a node is an activation between layers.</summary>
    public bool IsHidden(GraphNode node) => node.Operator is IActivation && _inside.Contains(node) && !_gates.Contains(node);

    /// <summary>The activation that the result of a layer goes into, whatever does not change the scale in between; null where another layer or a sum comes first.</summary>
    public GraphNode? ActivationAfter(GraphNode layer)
    {
        for (var node = _users[layer].FirstOrDefault(); node is not null; node = _users[node].FirstOrDefault())
        {
            if (node.Operator is IActivation)
                return node;
            if (node.Operator is not ITransparent || Adds(node) || Normalizes(node))
                return null;
        }
        return null;
    }

    /// <summary>Whether a normalization resets the scale before the next layer sees it.</summary>
    public bool IsRescaled(GraphNode layer) => _rescaled.Contains(layer);

    /// <summary>The layers from one to another, along the way with the most layers.</summary>
    public IReadOnlyList<GraphNode> Between(GraphNode from, GraphNode to)
    {
        // For every node on a way, the count of layers on the longest one from the start.
        var best = new Dictionary<GraphNode, (int Layers, GraphNode? Before)> { [from] = (0, null) };
        for (var i = from.Index + 1; i <= to.Index; i++)
        {
            var node = Graph.Nodes[i];
            var before = node.ValueInputs.Where(best.ContainsKey).OrderByDescending(input => best[input].Layers).FirstOrDefault();
            if (before is not null)
                best[node] = (best[before].Layers + (_layers.Contains(node) ? 1 : 0), before);
        }
        var way = new List<GraphNode>();
        for (var node = best.ContainsKey(to) ? to : null; node is not null; node = best[node].Before)
            way.Insert(0, node);
        return way;
    }
}
