using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Signal.Judging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>A hidden layer whose units all start with the same weights.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SymmetricInitialization() : GraphRule(Rule)
{
    public const string Id = "DD0302";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Symmetric initialization is a saddle point", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network)
    {
        GraphNode[] symmetric = [.. Symmetric(network)];
        var isMended = symmetric.Length == 0 ? null : network.IsMendedBy(symmetric.Select(node => AttributeChange.At(node)?.WithoutStart(InitOf(node))).OfType<AttributeChange>().Distinct());
        return
            from node in symmetric
            let fault = new Fault(node, $"Every unit of {Network.Named(node)} starts with the same weights, so that all compute and learn the same: an exact saddle point; remove the initializer, or use one that draws at random", nameof(InitializedAttribute.WeightInit)).With(Facts.Argument, nameof(InitializedAttribute.WeightInit))
            select isMended == false ? fault.With(Facts.IsPartial, "") : fault;
    }

    /// <summary>Whether the rule has something to say of a model, whose signals then are what the symmetry makes of them.</summary>
    internal static bool Concerns(Network network) => Symmetric(network).Any();

    private static IEnumerable<GraphNode> Symmetric(Network network)
    {
        var feeding = new HashSet<GraphNode>();
        foreach (var node in network.Nodes.Reverse())
        {
            if (feeding.Contains(node) || Network.IsWeighted(node))
                feeding.UnionWith(node.ValueInputs);
        }
        return
            from node in network.Nodes
            where node is { Operator: IMap { FeaturesOut: > 1, IsFactor: false }, IsFrozen: false, SharedWith: null, TiedTo: null } && feeding.Contains(node)
            where IsSymmetric(InitOf(node)) && !EndsBranch(network, node)
            select node;
    }

    private static Init InitOf(GraphNode node) => node.Operator!.Parameters.First(parameter => parameter.Name == "weight").Init;

    private static bool IsSymmetric(Init init) => init.Initializer switch
    {
        Initializer.Zeros or Initializer.Constant => true,
        Initializer.Normal or Initializer.Uniform or Initializer.TruncNormal => init.Scale == 0,
        _ => init.Gain == 0,
    };

    // A branch may start as nothing beside its skip, and a gate as closed: training opens them.
    private static bool EndsBranch(Network network, GraphNode node) => network.Users(node).All(user => user.Operator switch
    {
        ISum or IProduct => true,
        ILinear or INormalization or IActivation => EndsBranch(network, user),
        _ => false,
    });
}
