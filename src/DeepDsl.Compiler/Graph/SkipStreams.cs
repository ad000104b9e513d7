using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Graph;

/// <summary>The end of a branch that is added to others without normalization, one by one to a stream of skip connections or all at once.</summary>
/// <param name="Sums">The number of branches.</param>
/// <param name="Activation">The activation between the branch's last layer and the sum, if there is one.</param>
internal sealed record BranchEnd(int Sums, IActivation? Activation)
{
    /// <summary>The second moment that the last layer's result may have, over that of the stream: what the branches add up to is as large as the stream.</summary>
    public double Share
    {
        get
        {
            if (Activation is not IPointwise { Curve: var curve })
                return 1.0 / Sums;
            // Deviations add up as energies, means as amplitudes.
            var behind = curve.Moments(0, 1);
            var mean = behind.Mean * behind.Mean / behind.Square;
            return 1 / (behind.Square * Sums * (1 - mean + Sums * mean));
        }
    }
}

/// <summary>Finds skip connections, <c>x + f(x)</c>, and which of them follow one another.</summary>
internal sealed class SkipStreams
{
    private readonly Surroundings _surroundings;
    // Of every sum with a skip its branch, and the first sum of its stream.
    private readonly Dictionary<GraphNode, (GraphNode Branch, GraphNode First, bool IsNormalized)> _sums = [];
    private readonly Dictionary<GraphNode, int> _lengths = [];

    public SkipStreams(ShapedGraph graph, Surroundings surroundings)
    {
        _surroundings = surroundings;
        foreach (var node in graph.Nodes.Where(node => node.Operator is ISum && node.Inputs.Count == 2))
        {
            var found = Branch(node, 0, 1) ?? Branch(node, 1, 0);
            if (found is not { } branch)
                continue;
            var before = Upstream(branch.Skip);
            var first = before is not null && _sums.TryGetValue(before, out var earlier) ? earlier.First : node;
            _sums[node] = (branch.Branch, first, branch.IsNormalized);
            _lengths[first] = _lengths.TryGetValue(first, out var length) ? length + 1 : 1;
        }
    }

    /// <summary>The branch that a layer is the last one of; null where it is none's, or something normalizes.</summary>
    public BranchEnd? EndOf(GraphNode layer)
    {
        IActivation? activation = null;
        var node = layer;
        while (true)
        {
            if (_surroundings.UsersOf(node).Take(2).ToArray() is not [var user])
                return null;
            if (_sums.TryGetValue(user, out var sum))
                return sum.Branch == node && !sum.IsNormalized ? new(_lengths[sum.First], activation) : null;
            if (user.Operator is ISum && user.Inputs.Count > 2)
                return new(user.Inputs.Count, activation);
            if (user.Operator is IActivation next && activation is null)
                activation = next;
            else if (user.Operator is not ITransparent || user.Operator is ISum || user.Inputs.Count != 1)
                return null;
            node = user;
        }
    }

    /// <summary>One side as a branch from where the other comes from, with at most a projection in the latter.</summary>
    private static (GraphNode Branch, GraphNode Skip, bool IsNormalized)? Branch(GraphNode sum, int branch, int skip)
    {
        var sources = new List<GraphNode>();
        var projections = 0;
        for (var node = sum.Inputs[skip]; ; node = node.ValueInputs.First())
        {
            sources.Add(node);
            if (node.Operator is IMap ? ++projections > 1 : node.Operator is not ITransparent || node.Operator is ISum || node.Inputs.Count != 1)
                break;
        }
        var (isBent, isNormalized, hasLayer) = (false, false, false);
        for (var node = sum.Inputs[branch]; ; node = node.ValueInputs.First())
        {
            if (sources.IndexOf(node) is var meeting and >= 0)
                return hasLayer && (isBent || meeting == 0) ? (sum.Inputs[branch], sum.Inputs[skip], isNormalized) : null;
            isBent |= node.Operator is IActivation or IProduct;
            isNormalized |= node.Operator is INormalization;
            hasLayer |= node.Operator is IMap;
            if (!node.ValueInputs.Any())
                return null;
        }
    }

    /// <summary>The sum that a value is, but for what does not learn.</summary>
    private static GraphNode? Upstream(GraphNode node)
    {
        while (node.Operator is not ISum)
        {
            if (node.Operator is not (IActivation or ITransparent) || node.Inputs.Count != 1)
                return null;
            node = node.Inputs[0];
        }
        return node;
    }
}
