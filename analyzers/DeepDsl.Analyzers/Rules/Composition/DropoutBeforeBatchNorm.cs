using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>Dropout changes the variance while training and not in inference, where a BatchNorm behind it uses the one of training (Li et al., 2018, arXiv:1801.05134).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DropoutBeforeBatchNorm() : GraphRule(Rule)
{
    public const string Id = "DD0601";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Dropout right before BatchNorm", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    private const int ManyChannels = 512;

    protected override IEnumerable<Fault> Check(Network network) =>
        from node in network.Nodes
        where node is { Operator: IDropout { Probability: > 0, KeepsVariance: false }, IsFrozen: false }
        let norm = NormBehind(network, node)
        where norm is not null
        select new Fault(node, $"{Network.Named(node)} changes the variance that {Network.Named(norm)} measures while training, but not in inference; put it behind [{norm.Declaration!.Name}], or before the next layer")
        {
            Severity = norm.Shape.Channels >= ManyChannels ? DiagnosticSeverity.Info : null,
            Others = [norm],
        }.With(Facts.Suggestion, "");

    // The last one, behind which the dropout is in nobody's way.
    private static GraphNode? NormBehind(Network network, GraphNode node) => network.Users(node).Select(user => user.Operator switch
    {
        INormalization { SpansBatch: true } when !user.IsFrozen => NormBehind(network, user) ?? user,
        ILinear or IMaximum or IActivation => NormBehind(network, user),
        _ => null,
    }).FirstOrDefault(norm => norm is not null);
}
