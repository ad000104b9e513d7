using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Propagating;

/// <summary>What chance likenesses of inputs add to the gradients of first layers.</summary>
/// <remarks>
/// Products of patches of few channels fluctuate with variance q²/D, and where they are large, so are those of the gradients: E[γκ] exceeds E[γ]E[κ].
/// By how much follows from a second run with inputs slightly more alike.
/// </remarks>
internal static class FirstLayerFluctuation
{
    private const double Nudge = 0.02;

    /// <summary>The weights' gradients with those of first layers corrected.</summary>
    public static IReadOnlyList<WeightGradient> Correct(SignalGraph graph, Propagation run)
    {
        // Attention mixes positions, so that the change of one pair is not its own.
        if (graph.Nodes.Any(node => node.Rule.MixesPositions))
            return run.Weights;
        var users = graph.Users;
        var first = new HashSet<SignalNode>(graph.Nodes.Where(node => node is { Rule: LinearMap, Inputs: [{ Rule: Source { Fluctuates: true } }] }
            && !users[node].Any(user => user.Rule is PointwiseMap { Curve.Oscillates: true })));
        if (first.Count == 0)
            return run.Weights;
        var nudged = Propagation.Run(graph, run.Batch, Nudge);
        return [.. run.Weights.Select(weight => first.Contains(weight.Node) ? weight with { Energy = weight.Energy + Extra(weight.Node, run, nudged) } : weight)];
    }

    private static double Extra(SignalNode node, Propagation run, Propagation nudged)
    {
        var map = (LinearMap)node.Rule;
        var (input, plane) = (((Source)node.Inputs[0].Rule).Moments, map.PlaneOf(node));
        if (run.GradientOf(node)?.Moments is not { } before || nudged.GradientOf(node)?.Moments is not { } after || input.Own <= 0)
            return 0;
        var slope = (after - before) * (1 / (Nudge * input.Own));
        var unlike = 1 - input.Across / input.Own;
        var fan = (double)node.Inputs[0].Field.Channels / map.Groups;
        var variance = input.Own * input.Own * unlike * unlike / (fan * plane.Taps);
        var (connections, pairs) = plane.Count;
        var within = node.Field.Positions > 1 ? (pairs - connections) * Math.Max(slope.Within, 0) : 0;
        return node.Field.Channels * fan * variance * (within + (run.Batch - 1) * pairs * Math.Max(slope.Across, 0)) / run.Batch;
    }
}
