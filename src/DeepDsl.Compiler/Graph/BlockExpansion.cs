using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Graph;

/// <summary>What the scopes of one model share while its blocks are expanded: nodes, names and problems.</summary>
internal sealed class BlockExpansion(ModelDeclaration model)
{
    private readonly Dictionary<string, ModelGraph> _graphs = [];
    private readonly Dictionary<string, ModelGraph?> _blocks = [];
    private readonly Dictionary<string, string?> _refusals = [];
    private readonly HashSet<string> _states = [];
    private readonly Dictionary<string, GraphNode> _owners = [];

    public List<GraphNode> Nodes { get; } = [];

    /// <summary>The models that were taken up, and the prefixes of their parameters' names.</summary>
    public List<(TypeDeclaration Type, string Prefix)> UsedModels { get; } = [];

    public List<Problem> Problems { get; } = [];

    /// <summary>The blocks that would never end.</summary>
    public BlockCircles Circles { get; } = new(model);

    /// <summary>Whether a block that is used has mistakes of its own, which are reported there.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Why a class cannot be used; null where it can be, or where its mistakes are reported in this project.</summary>
    public string? Refusal(string name)
    {
        if (!_refusals.TryGetValue(name, out var refusal))
            _refusals[name] = refusal = FindRefusal(name);
        return refusal;
    }

    /// <summary>The graph of a block that is used; null where it has mistakes.</summary>
    public ModelGraph? Block(string name)
    {
        if (!_blocks.TryGetValue(name, out var block))
            _blocks[name] = block = Graph(name) is { } graph && IsSound(graph) && !Circles.Contain(name) && !UsesRefused(graph) ? graph : null;
        IsBroken |= block is null;
        return block;
    }

    private string? FindRefusal(string name)
    {
        if (model.Unreadable.FirstOrDefault(block => block.FullName == name) is { } unreadable)
            return unreadable.Reason;
        var block = new BlockName(name);
        if (Graph(name) is not { } graph)
            return $"'{block.Short}' is no block: a class with [Block] or [Model] can be used";
        if (!block.IsForeign)
            return null;
        if (graph.Declaration.Nodes.SelectMany(node => node.Attributes).FirstOrDefault(attribute => attribute.Type != attribute.Name && Catalog.CreateAttribute(attribute) is null) is { } unknown)
            return $"'{block.Short}' of '{block.Assembly}' has {unknown}, which this DeepDsl does not know: update the DeepDsl package here";
        if (Circles.Contain(name))
            return $"'{block.Short}' of '{block.Assembly}' uses itself, so it would never end";
        return IsSound(graph) ? null : $"'{block.Short}' has mistakes of its own in '{block.Assembly}'{string.Concat(graph.Problems.Where(problem => problem.Misfit.Gravity == Gravity.Error).Select(problem => $": {problem.Misfit.Message}").Take(1))}";
    }

    // That is reported at the use in the block.
    private bool UsesRefused(ModelGraph graph) => !new BlockName(graph.Declaration.Type.FullName).IsForeign && graph.Calls.Any(call => call.Attribute.Block is { } used && Refusal(used) is not null);

    private ModelGraph? Graph(string name)
    {
        if (!_graphs.TryGetValue(name, out var graph) && model.Blocks.FirstOrDefault(block => block.Type.FullName == name) is { } declaration)
            _graphs[name] = graph = GraphBuilder.Build(declaration);
        return graph;
    }

    private static bool IsSound(ModelGraph graph) => graph.Problems.All(problem => problem.Misfit.Gravity != Gravity.Error) && graph.Declaration.FormProblems.Count == 0 && graph.Outputs.Length > 0;

    public GraphNode Add(GraphNode node)
    {
        Nodes.Add(node);
        if (node.Operator is not null && node.SharedWith is null)
            _owners[node.StateName] = node;
        return node;
    }

    /// <summary>The node with a state name; null where there is none.</summary>
    public GraphNode? Owner(string stateName) => _owners.TryGetValue(stateName, out var node) ? node : null;

    /// <summary>What a block is called in the instance around it: neither another block nor the author's fields have the name.</summary>
    public string BlockName(BlockInstance around, string name)
    {
        string unique;
        do
            unique = around.Members.Add(name);
        while (around.IsModel && model.Fields.Contains("_" + Text.CamelCase(unique).TrimStart('@')));
        return unique;
    }

    /// <summary>What the names of an operator's fields begin with: neither another operator nor the author has them.</summary>
    /// <param name="instance">What the operator stands in; a block's class has no author but the generator.</param>
    /// <param name="name">What the operator is called there.</param>
    /// <param name="op">The operator.</param>
    public string FieldName(BlockInstance instance, string name, Operator op)
    {
        if (!instance.IsModel)
            return instance.Fields.Add(name);
        name = "_" + Text.CamelCase(name).TrimStart('@');
        string[] endings = [.. op.Parameters.Select(parameter => parameter.Name).Concat(op.Buffers.Select(buffer => buffer.Name)).Select(Text.PascalCase)];
        string field;
        do
            field = instance.Fields.Add(name);
        while (endings.Any(ending => model.Fields.Contains(field + ending)));
        return field;
    }

    /// <summary>Takes a state name for a node that learns; false where another one has it.</summary>
    public bool Claim(string stateName) => _states.Add(stateName);

    public void Report(Misfit misfit, Site site, BlockSite? inner = null)
    {
        // Every repetition makes the same mistake.
        if (inner is null || !Problems.Any(problem => problem.Site == site && problem.Inner == inner))
            Problems.Add(new(misfit, site, inner));
    }
}
