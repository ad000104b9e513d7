using System.Globalization;
using DeepDsl.Compiler;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Signal.Judging;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers;

/// <summary>The graph of a sound model, as rules ask about it.</summary>
public sealed class Network
{
    private readonly ILookup<GraphNode, GraphNode> _users;
    private readonly HashSet<GraphNode> _results;
    private readonly ModelDeclaration _model;
    private readonly AnalyzerConfigOptions _options;
    private readonly Lazy<SignalDiagnosis?> _diagnosis;

    public Network(ShapedGraph graph, AnalyzerConfigOptions options)
    {
        (_model, _options) = (graph.Declaration, options);
        _diagnosis = new(() => SignalModel.Diagnose(graph, options));
        Nodes = [.. graph.LiveNodes];
        Judgements = [.. graph.Judgements];
        _users = Nodes.SelectMany(node => node.ValueInputs.Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);
        _results = [.. graph.Outputs, .. Judgements.SelectMany(judgement => judgement.Values)];
        BatchSize = options.TryGetValue("deepdsl.batch_size", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? size : null;
    }

    /// <summary>The operators that results need, in topological order.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>What the losses judge.</summary>
    public IReadOnlyList<Judgement> Judgements { get; }

    /// <summary>The samples of a batch, where an .editorconfig says how many: <c>deepdsl.batch_size</c>.</summary>
    public int? BatchSize { get; }

    /// <summary>What is predicted of the signals and wrong with them; null where nothing can be predicted.</summary>
    public SignalDiagnosis? Diagnosis => _diagnosis.Value;

    /// <summary>Whether the model may be expected to train with some changes made; null where nothing can be predicted.</summary>
    public bool? IsMendedBy(IEnumerable<AttributeChange> changes) => SignalModel.IsMended(ModelCompiler.Analyze(AttributeChange.Apply(_model, changes)), _options);

    /// <summary>The attributes of a kind on the class, each with its place.</summary>
    public IEnumerable<(TAttribute Attribute, Site Site)> Settings<TAttribute>() where TAttribute : Attribute =>
        from item in _model.Attributes.Select((declaration, index) => (declaration, index))
        let attribute = Catalog.CreateAttribute(item.declaration) as TAttribute
        where attribute is not null
        select (attribute, new Site(null, item.index));

    /// <summary>The operators that compute with a value.</summary>
    public IEnumerable<GraphNode> Users(GraphNode node) => _users[node];

    /// <summary>Whether a value is an output or judged by a loss.</summary>
    public bool IsResult(GraphNode node) => _results.Contains(node);

    /// <summary>Whether one operator and nobody else gets the value.</summary>
    public bool IsOnlyStep(GraphNode node) => !IsResult(node) && _users[node].Take(2).Count() == 1;

    /// <summary>Whether the value weighs or gates another one, as it is or after a linear step.</summary>
    public bool IsWeighing(GraphNode node) => _users[node].Any(user => user.Operator is IProduct || (user.Operator is ILinear && IsWeighing(user)));

    /// <summary>Whether a loss of a kind judges a value, as it is or in another shape.</summary>
    public bool IsJudged(GraphNode node, Expectation expected) =>
        Judgements.Any(judgement => judgement.Expects == expected && judgement.Values.Any(value => Origin<IRearrangement>(value) == node));

    /// <summary>The value that a chain of operators of a kind begins with: the node itself where it is none.</summary>
    public static GraphNode Origin<TStep>(GraphNode node)
    {
        while (node.Operator is TStep)
            node = node.ValueInputs.First();
        return node;
    }

    /// <summary>What a chain of operators of a kind begins with, if no other operator gets anything of it.</summary>
    public GraphNode? OriginAlone(GraphNode user, Func<GraphNode, bool> isStep)
    {
        var node = user.ValueInputs.First();
        while (IsOnlyStep(node) && isStep(node))
            node = node.ValueInputs.First();
        return IsOnlyStep(node) ? node : null;
    }

    /// <summary>Whether an operator has a weight: what counts as a layer of depth.</summary>
    public static bool IsWeighted(GraphNode node) => node.Operator!.Parameters.Any(parameter => parameter.Shape.Rank >= 2);

    /// <summary>The number of layers with a weight that learns on the longest way.</summary>
    public int Depth
    {
        get
        {
            var depths = new Dictionary<GraphNode, int>();
            foreach (var node in Nodes)
            {
                var before = node.ValueInputs.Select(input => depths.TryGetValue(input, out var depth) ? depth : 0).DefaultIfEmpty().Max();
                depths[node] = before + (IsWeighted(node) && !node.IsFrozen ? 1 : 0);
            }
            return depths.Values.DefaultIfEmpty().Max();
        }
    }

    /// <summary>An operator as messages name it: <c>[Linear] in 'Logits'</c>.</summary>
    public static string Named(GraphNode node)
    {
        if (node.IsInput)
            return $"'{node.LocalName}'";
        var member = node.Inner is { } inner ? $"{new BlockName(inner.Block).Short}.{inner.Site.Member}" : node.Site.Member;
        return node.IsMade ? $"the projection of [{node.Declaration!.Name}] in '{member}'" : $"[{node.Declaration!.Name}] in '{member}'";
    }
}
