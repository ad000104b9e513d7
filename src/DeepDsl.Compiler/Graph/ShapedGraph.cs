using System.Collections.Immutable;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Graph;

/// <summary>The graph with every argument folded, every operator built and every shape inferred, or the problems that prevent it.</summary>
public sealed class ShapedGraph
{
    private IReadOnlyList<GraphNode>? _live;
    private Initialization? _initialization;

    public required ModelDeclaration Declaration { get; init; }

    /// <summary>The model itself, with the blocks in it.</summary>
    public required BlockInstance Model { get; init; }

    /// <summary>All nodes in topological order.</summary>
    public required ImmutableArray<GraphNode> Nodes { get; init; }

    public required ImmutableArray<GraphNode> Outputs { get; init; }

    /// <summary>The node that each member stands for.</summary>
    public required ImmutableDictionary<string, GraphNode> Members { get; init; }

    public required ImmutableArray<Problem> Problems { get; init; }

    /// <summary>The models that were taken up, and the prefixes of their parameters' names here.</summary>
    internal IReadOnlyList<(TypeDeclaration Type, string Prefix)> UsedModels { get; init; } = [];

    internal IReadOnlyList<JudgedLoss> Losses { get; init; } = [];

    /// <summary>What the losses judge.</summary>
    public IEnumerable<Judgement> Judgements => Losses.Select(loss => new Judgement(loss.Declared.Declaration.Name, loss.Declared.Site, loss.Loss.Expects, loss.Values));

    public IEnumerable<GraphNode> Inputs => Nodes.Where(node => node.IsInput);

    /// <summary>The operators that the results need, in topological order.</summary>
    public IReadOnlyList<GraphNode> LiveNodes => _live ??= [.. FindLive()];

    /// <summary>How the parameters start. Any number of threads may ask.</summary>
    public Initialization Initialization => LazyInitializer.EnsureInitialized(ref _initialization, () => new(this))!;

    /// <summary>Whether training code can be made from it.</summary>
    public bool IsSound => Declaration.FormProblems.Count == 0 && Outputs.Length > 0 && Problems.All(problem => problem.Misfit.Gravity != Gravity.Error);

    /// <summary>The operators that the outputs depend on, in order: what inference computes.</summary>
    public IEnumerable<GraphNode> InferredNodes => Before(Outputs);

    private IEnumerable<GraphNode> FindLive() => Before(Outputs.Concat(Losses.SelectMany(loss => loss.Target is null ? loss.Values : [.. loss.Values, loss.Target])));

    private IEnumerable<GraphNode> Before(IEnumerable<GraphNode> results)
    {
        var live = new HashSet<GraphNode>(results);
        foreach (var node in Nodes.Reverse())
        {
            if (live.Contains(node))
                live.UnionWith(node.Inputs);
        }
        return Nodes.Where(node => !node.IsInput && live.Contains(node));
    }
}
