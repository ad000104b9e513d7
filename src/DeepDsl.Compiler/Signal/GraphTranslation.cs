using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Signal.Heads;
using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal;

/// <summary>Makes the predictor's graph of a model, and keeps track of which dimension of every value is the one of channels.</summary>
internal sealed class GraphTranslation
{
    private readonly SignalGraph _signals = new();
    private readonly Dictionary<GraphNode, (SignalNode Signal, int Axis)> _placed = [];
    private readonly Initialization _initialization;

    private GraphTranslation(Initialization initialization) => _initialization = initialization;

    public static SignalGraph Of(ShapedGraph graph, Initialization initialization)
    {
        var translation = new GraphTranslation(initialization);
        var live = new HashSet<GraphNode>(graph.LiveNodes);
        foreach (var node in graph.Nodes)
        {
            if (node.IsInput)
                translation.AddInput(node);
            else if (live.Contains(node))
                translation.AddOperator(node);
        }
        foreach (var loss in graph.Losses)
            translation.AddLoss(loss.Loss.Signal, loss.Values);
        foreach (var output in graph.Losses.Count == 0 ? graph.Outputs : [])
            translation.AddLoss(new UnknownHead("no loss is declared"), [output]);
        return translation._signals;
    }

    private void AddInput(GraphNode node) => AddSource(node, Source.Standardized);

    /// <summary>A value that comes from no other: an input, or one that an operator makes by itself.</summary>
    private void AddSource(GraphNode node, SignalRule rule)
    {
        var axis = node.Shape.IsImage ? 0 : Math.Max(0, node.Shape.Rank - 1);
        _placed[node] = (_signals.Add(rule, Field.Of(node.Shape, axis), [], node.Name, node), axis);
    }

    private void AddOperator(GraphNode node)
    {
        GraphNode[] values = [.. node.ValueInputs];
        var rule = node.Operator!.Signal(new(node, _initialization, values.Length == 0 ? 0 : _placed[values[0]].Axis));
        if (values.Length == 0)
        {
            AddSource(node, rule);
            return;
        }
        var inputs = Inputs(rule, values, out var axis);
        axis = rule.ResultAxis ?? AxisOf(rule.Channels, node.Shape.Rank) ?? axis;
        axis = Math.Max(0, Math.Min(axis, node.Shape.Rank - 1));
        _placed[node] = (_signals.Add(rule, Field.Of(node.Shape, axis), inputs, node.Name, node), axis);
    }

    private void AddLoss(LossRule rule, IReadOnlyList<GraphNode> values)
    {
        var inputs = Inputs(rule, values, out _);
        _signals.Add(rule, inputs[0].Field, inputs, "loss");
    }

    private SignalNode[] Inputs(SignalRule rule, IReadOnlyList<GraphNode> inputs, out int axis)
    {
        var first = AxisOf(rule.Channels, inputs[0].Shape.Rank) ?? _placed[inputs[0]].Axis;
        axis = first;
        return [.. inputs.Select(input => WithChannels(input, AxisOf(rule.Channels, input.Shape.Rank) ?? Math.Min(first, Math.Max(0, input.Shape.Rank - 1))))];
    }

    /// <summary>A value with the given dimension taken for channels.</summary>
    private SignalNode WithChannels(GraphNode node, int axis)
    {
        var (signal, current) = _placed[node];
        if (axis == current)
            return signal;
        var together = node.Shape.Elements / ((long)node.Shape[axis] * node.Shape[current]);
        var doubt = signal.Rule is Source ? null : "channels and positions change places";
        return _signals.Add(new Regrouping(together, doubt), Field.Of(node.Shape, axis), [signal], node.Name);
    }

    private static int? AxisOf(ChannelPlace place, int rank) => place switch
    {
        ChannelPlace.First => 0,
        ChannelPlace.Last => Math.Max(0, rank - 1),
        _ => null,
    };
}
