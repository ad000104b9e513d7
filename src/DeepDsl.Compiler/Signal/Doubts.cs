using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal;

/// <summary>Where the theory is known to be wrong by more than a factor of two, or has not been tried.</summary>
internal sealed class Doubts
{
    private const double LargestFluctuation = 1;
    private const int FewStatistics = 8;
    private const double StableExponent = 1.02;
    private readonly Propagation _run;
    private readonly ILookup<SignalNode, SignalNode> _users;
    private readonly HashSet<SignalNode> _results = [];
    private readonly SignalNode? _narrowest;
    private readonly bool _isNormalized;
    private readonly (Func<SignalNode, bool> Applies, string Reason)[] _reasons;

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
        var hidden = graph.Nodes.Where(IsHidden).ToArray();
        _narrowest = hidden.Sum(Fluctuation) >= LargestFluctuation ? hidden.OrderByDescending(Fluctuation).First() : null;
        _reasons =
        [
            (node => node == _narrowest, "the network is narrow for its depth"),
            (IsDepthwiseAlone, "a depthwise convolution without normalization sums too few terms to be Gaussian"),
            (node => node is { Rule: LinearMap, Node.SharedWith: not null }, "weights that are used again"),
            (node => node.Rule is BatchNormalization && _run.Batch * node.Field.Positions < FewStatistics, $"statistics of fewer than {FewStatistics} values"),
            (IsBehindAttention, "normalization behind the sum with attention"),
            (IsUnstable, "an activation that keeps no scale stable"),
            (node => Input(node).Moments.Own >= Limits.Largest, "second moments beyond all range"),
        ];
    }

    /// <summary>Each reason once, where it first applies.</summary>
    public static IEnumerable<Doubt> In(SignalGraph graph, Propagation run)
    {
        var doubts = new Doubts(graph, run);
        return graph.Nodes.SelectMany(doubts.At).GroupBy(doubt => doubt.Reason).Select(same => same.First());
    }

    private IEnumerable<Doubt> At(SignalNode node) =>
    [
        .. node.Rule.Doubt is { } known ? [new(node, known)] : Array.Empty<Doubt>(),
        .. _reasons.Where(reason => reason.Applies(node)).Select(reason => new Doubt(node, reason.Reason)),
    ];

    private bool IsHidden(SignalNode node) =>
        node is { Rule: LinearMap map, Inputs: [{ Rule: not Source }] } && !_results.Contains(node) && !IsDepthwise(node, map);

    /// <summary>What a layer adds to the variance of a network's log norm, up to a factor: one over the terms of a sum (Hanin and Nica, 2018).</summary>
    private static double Fluctuation(SignalNode node) =>
        node.Rule is LinearMap map ? 1 / (node.Inputs[0].Field.Channels / (double)map.Groups * map.PlaneOf(node).Taps) : 0;

    private bool IsDepthwiseAlone(SignalNode node) =>
        node.Rule is LinearMap map && !_results.Contains(node) && IsDepthwise(node, map) && !_users[node].All(user => user.Rule.Normalizes);

    private static bool IsDepthwise(SignalNode node, LinearMap map) => map.Groups > 1 && map.Groups == node.Inputs[0].Field.Channels;

    /// <summary>Whether attention's sum goes nowhere but through this norm: post-norm.</summary>
    private bool IsBehindAttention(SignalNode node) =>
        node.Rule.Normalizes && node.Inputs[0] is { Rule: Addition } sum && _users[sum].Count() == 1 && sum.Inputs.Any(branch => branch.Rule.MixesPositions);

    private bool IsUnstable(SignalNode node) =>
        node.Rule is PointwiseMap { Curve: { Oscillates: false } curve } && !_isNormalized && curve.Exponent(Input(node).Mean, Input(node).Variance) > StableExponent;

    private ForwardState Input(SignalNode node) => ForwardState.Merge(_run.StateOf(node.Inputs.Count > 0 ? node.Inputs[0] : node));
}
