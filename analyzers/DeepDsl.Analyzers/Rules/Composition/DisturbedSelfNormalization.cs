using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>SELU keeps mean 0 and variance 1 by itself: dropout disturbs that, and a BatchNorm makes it needless.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DisturbedSelfNormalization() : GraphRule(Rule)
{
    public const string Id = "DD0605";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "SELU with dropout or BatchNorm", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Info, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network)
    {
        foreach (var node in network.Nodes.Where(node => !node.IsFrozen))
        {
            if (node.Operator is not (IDropout { Probability: > 0, KeepsVariance: false } or INormalization { SpansBatch: true }) || NeighbourOf(network, node) is not { } selu)
                continue;
            yield return node.Operator is IDropout
                ? new Fault(node, $"{Network.Named(node)} disturbs the mean 0 and variance 1 that {Network.Named(selu)} keeps; use [AlphaDropout]").With(Facts.Suggestion, "AlphaDropout")
                : new Fault(node, $"{Network.Named(node)} does what {Network.Named(selu)} does by itself with LeCun's initializer; remove it, or use [ReLU]").With(Facts.Suggestion, "");
        }
    }

    // The one before it, or else the one behind it.
    private static GraphNode? NeighbourOf(Network network, GraphNode node) =>
        Before(node.ValueInputs.First()) ?? Behind(network, node);

    private static GraphNode? Before(GraphNode node) => node.Operator switch
    {
        ISelfNormalizing => node,
        ILinear or IMaximum or INormalization => Before(node.ValueInputs.First()),
        _ => null,
    };

    private static GraphNode? Behind(Network network, GraphNode node) => network.Users(node).Select(user => user.Operator switch
    {
        ISelfNormalizing => user,
        ILinear or IMaximum or INormalization => Behind(network, user),
        _ => null,
    }).FirstOrDefault(selu => selu is not null);
}
