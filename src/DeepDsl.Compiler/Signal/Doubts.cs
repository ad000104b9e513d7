using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal;

/// <summary>Where the theory is known to be wrong by more than a factor of two, or has not been tried.</summary>
internal sealed class Doubts
{
    private const int NarrowChannels = 32;
    private const int FewStatistics = 8;
    private readonly Propagation _run;
    private readonly ILookup<SignalNode, SignalNode> _users;
    private readonly HashSet<SignalNode> _results = [];
    private readonly bool _isNormalized;

    private Doubts(SignalGraph graph, Propagation run)
    {
        (_run, _users) = (run, graph.Users);
        _isNormalized = graph.Nodes.Any(node => node.Rule.Normalizes);
        // What nothing but losses depend on: a result is as narrow as its task.
        foreach (var node in graph.Nodes.Reverse())
        {
            if (_users[node].All(user => user.Rule is LossRule || (user.Rule is not LinearMap && _results.Contains(user))))
                _results.Add(node);
        }
    }

    /// <summary>Each reason once, where it first applies.</summary>
    public static IEnumerable<Doubt> In(SignalGraph graph, Propagation run)
    {
        var doubts = new Doubts(graph, run);
        return graph.Nodes.SelectMany(doubts.At).GroupBy(doubt => doubt.Reason).Select(same => same.First());
    }

    private IEnumerable<Doubt> At(SignalNode node)
    {
        if (node.Rule.Doubt is { } known)
            yield return new(node, known);
        if (node.Rule is LinearMap map && !_results.Contains(node))
        {
            if (IsDepthwise(node, map) && !IsNormalizedNext(node))
                yield return new(node, "a depthwise convolution without normalization sums too few terms to be Gaussian");
            else if (!IsDepthwise(node, map) && node.Field.Channels < NarrowChannels)
                yield return new(node, $"fewer than {NarrowChannels} channels");
        }
        if (node is { Rule: LinearMap, Node.SharedWith: not null })
            yield return new(node, "weights that are used again");
        if (node.Rule is BatchNormalization && _run.Batch * node.Field.Positions < FewStatistics)
            yield return new(node, $"statistics of fewer than {FewStatistics} values");
        if (node.Rule.Normalizes && node.Inputs[0] is { Rule: Addition } sum && _users[sum].Count() == 1 && sum.Inputs.Any(branch => branch.Rule.MixesPositions))
            yield return new(node, "normalization behind the sum with attention");
        if (node.Rule is Addition && node.Inputs.Any(branch => IsActivatedStep(branch, node.Inputs)))
            yield return new(node, "a skip around an activation that is added as it is");
        if (node.Rule is PointwiseMap { Curve: var curve } && !_isNormalized && !curve.Oscillates && IsUnstable(curve.Exponent(Input(node).Mean, Input(node).Variance)))
            yield return new(node, "an activation that keeps no scale stable");
        if (Input(node) is { Moments.Own: >= Limits.Largest })
            yield return new(node, "second moments beyond all range");
    }

    private static bool IsDepthwise(SignalNode node, LinearMap map) => map.Groups > 1 && map.Groups == node.Inputs[0].Field.Channels;

    private static bool IsUnstable(double exponent) => exponent > 1.02;

    private bool IsNormalizedNext(SignalNode node) => _users[node].All(user => user.Rule.Normalizes);

    private ForwardState Input(SignalNode node) => ForwardState.Merge(_run.StateOf(node.Inputs.Count > 0 ? node.Inputs[0] : node));

    /// <summary>Whether a branch is one layer and its activation behind another branch: x + act(Wx).</summary>
    private static bool IsActivatedStep(SignalNode branch, IReadOnlyList<SignalNode> branches)
    {
        var (node, isActivated) = (branch, false);
        for (; node.Rule is not LinearMap && node.Inputs.Count == 1; node = node.Inputs[0])
            isActivated |= node.Rule is PointwiseMap;
        return isActivated && node.Rule is LinearMap && branches.Contains(node.Inputs[0]);
    }
}
