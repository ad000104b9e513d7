using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Propagating;

/// <summary>Signals on their way through a network, forward and back.</summary>
internal sealed class Propagation
{
    private readonly ForwardState[][] _states;
    private readonly double[] _levels;
    private readonly BackwardState[]?[] _gradients;
    private readonly List<WeightGradient> _weights = [];

    private Propagation(SignalGraph graph, int batch, double nudge)
    {
        (Batch, Nudge) = (batch, nudge);
        _states = new ForwardState[graph.Nodes.Count][];
        _levels = new double[graph.Nodes.Count];
        _gradients = new BackwardState[graph.Nodes.Count][];
    }

    public int Batch { get; }

    public double Nudge { get; }

    /// <summary>The weights' gradients, from the input on.</summary>
    public IReadOnlyList<WeightGradient> Weights => [.. _weights.OrderBy(weight => weight.Node.Index)];

    public static Propagation Run(SignalGraph graph, int batch, double nudge = 0)
    {
        var run = new Propagation(graph, batch, nudge);
        var passages = new Passage[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
        {
            passages[node.Index] = node.Rule.Forward(new(node, run));
            run._states[node.Index] = Array.ConvertAll(passages[node.Index].Result, state => Limits.Keep(state, node.Field));
            run._levels[node.Index] = passages[node.Index].Level ?? ForwardState.Merge(run._states[node.Index]).Moments.Own;
        }
        foreach (var node in graph.Nodes.Reverse())
        {
            if (node.Rule is LossRule)
                passages[node.Index].Backward([]);
            else if (run._gradients[node.Index] is { } gradient)
                passages[node.Index].Backward(gradient);
        }
        return run;
    }

    public ForwardState[] StateOf(SignalNode node) => _states[node.Index];

    /// <summary>The second moment that layers behind a node have to keep.</summary>
    public double LevelOf(SignalNode node) => _levels[node.Index];

    /// <summary>The gradient of a node's value; null where no loss depends on it.</summary>
    public BackwardState? GradientOf(SignalNode node) => _gradients[node.Index] is { } gradient ? BackwardState.Merge(gradient, _states[node.Index]) : null;

    public void Add(WeightGradient weight) => _weights.Add(weight);

    public void Give(SignalNode node, BackwardState[] gradient)
    {
        var groups = _states[node.Index];
        var parts = gradient.Length == groups.Length ? gradient : [.. groups.Select(_ => gradient[0])];
        if (_gradients[node.Index] is { } before)
            parts = [.. groups.Select((group, i) => BackwardState.Add(before[i], parts[i], group))];
        _gradients[node.Index] = Array.ConvertAll(parts, part => Limits.Keep(part, node.Field));
    }
}
