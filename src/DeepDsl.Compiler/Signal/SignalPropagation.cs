using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal;

/// <summary>Predicts from a network's graph alone how activations and gradients are scaled at the start of training.</summary>
/// <remarks>
/// A mean-field theory of finite networks: second moments of values and gradients within and across samples, with the corrections that real
/// architectures need. Predicted ratios of gradients are right within a factor of about two; see <see cref="SignalProfile.Doubts"/>.
/// </remarks>
public static class SignalPropagation
{
    /// <summary>The batch that is assumed where none is known.</summary>
    public const int UsualBatch = 32;

    /// <summary>Whether a graph has signals: it is sound, and no block by itself, which has no shapes.</summary>
    public static bool CanPredict(ShapedGraph graph) => graph is { IsSound: true, Declaration.IsBlock: false };

    /// <summary>Predicts for a model.</summary>
    /// <param name="graph">A graph for which <see cref="CanPredict"/> holds.</param>
    /// <param name="batch">Samples in a batch, at least 1.</param>
    /// <exception cref="ArgumentException">The graph has no signals.</exception>
    public static SignalProfile Predict(ShapedGraph graph, int batch = UsualBatch)
    {
        if (!CanPredict(graph))
            throw new ArgumentException("A graph with problems, and a block by itself, has no signals.", nameof(graph));
        // How weights start does not depend on the batch that a rule asks for.
        var usual = graph.Initialization.Prediction;
        return batch == UsualBatch ? usual : Predict(GraphTranslation.Of(graph, graph.Initialization), batch);
    }

    /// <summary>Predicts for any graph of rules.</summary>
    /// <param name="graph">The network with its losses.</param>
    /// <param name="batch">Samples in a batch, at least 1.</param>
    public static SignalProfile Predict(SignalGraph graph, int batch = UsualBatch)
    {
        var run = Propagation.Run(graph, Math.Max(1, batch));
        return new(
            [.. FirstLayerFluctuation.Correct(graph, run).Select(weight => Layer(run, weight))],
            [.. graph.Nodes.Where(node => node.Rule is not LossRule).Select(node => Node(run, node))],
            [.. Doubts.In(graph, run)]);
    }

    private static LayerSignal Layer(Propagation run, WeightGradient weight)
    {
        var result = ForwardState.Merge(run.StateOf(weight.Node));
        var log = 0.5 * Math.Log10(Math.Max(weight.Energy, 1e-300));
        return new(weight.Node, weight.Parameter, log, log - 0.5 * Math.Log10(weight.Elements),
            ForwardState.Merge(run.StateOf(weight.Node.Inputs[0])).Moments.Own, result.Moments.Own, Correlation(result), weight.Energy <= 0, weight.IsTable);
    }

    private static NodeSignal Node(Propagation run, SignalNode node)
    {
        var state = ForwardState.Merge(run.StateOf(node));
        return new(node, state.Mean, state.Moments.Own, Correlation(state))
        {
            Activation = node.Rule is PointwiseMap map ? map.Describe(ForwardState.Merge(run.StateOf(node.Inputs[0])), node.Field) : null,
        };
    }

    private static double Correlation(ForwardState state) => state.Moments.Own > 0 ? state.Moments.Across / state.Moments.Own : 0;
}
