using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Graph;

/// <summary>What the scopes of one model share while its blocks are expanded: nodes, names and problems.</summary>
internal sealed class BlockExpansion(ModelDeclaration model)
{
    private readonly Dictionary<string, ModelGraph> _blocks = [];
    private readonly HashSet<string> _states = [];
    private readonly Dictionary<string, GraphNode> _owners = [];

    public List<GraphNode> Nodes { get; } = [];

    /// <summary>The models that were taken up, and the prefixes of their parameters' names.</summary>
    public List<(TypeDeclaration Type, string Prefix)> UsedModels { get; } = [];

    public List<Problem> Problems { get; } = [];

    /// <summary>Whether a block that is used has mistakes of its own, which are reported there.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether the project declares a block of this name.</summary>
    public bool Knows(string name) => model.Blocks.Any(block => block.Type.FullName == name);

    /// <summary>The graph of a block that is used; null where it is not known or has mistakes.</summary>
    public ModelGraph? Block(string name)
    {
        if (!_blocks.TryGetValue(name, out var graph))
        {
            if (model.Blocks.FirstOrDefault(block => block.Type.FullName == name) is not { } declaration)
                return Broken();
            _blocks[name] = graph = GraphBuilder.Build(declaration);
        }
        return graph.Problems.Length > 0 || graph.Declaration.FormProblems.Count > 0 || graph.Outputs.Length == 0 ? Broken() : graph;
    }

    public GraphNode Add(GraphNode node)
    {
        Nodes.Add(node);
        if (node.Operator is not null && node.SharedWith is null)
            _owners[node.StateName] = node;
        return node;
    }

    /// <summary>The node with a state name; null where there is none.</summary>
    public GraphNode? Owner(string stateName) => _owners.TryGetValue(stateName, out var node) ? node : null;

    /// <summary>Takes a state name for a node that learns; false where another one has it.</summary>
    public bool Claim(string stateName) => _states.Add(stateName);

    public void Report(Misfit misfit, Site site, BlockSite? inner = null)
    {
        // Every repetition makes the same mistake.
        if (inner is null || !Problems.Any(problem => problem.Site == site && problem.Inner == inner))
            Problems.Add(new(misfit, site, inner));
    }

    private ModelGraph? Broken()
    {
        IsBroken = true;
        return null;
    }
}
