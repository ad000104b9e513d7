using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>A softmax as the activation of a hidden layer: its units compete for one unit of signal, and gradients shrink with their number.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HiddenSoftmax() : GraphRule(Rule)
{
    public const string Id = "DD0203";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Softmax between layers", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network) =>
        from node in network.Nodes
        where IsHidden(network, node)
        select new Fault(node, $"{Network.Named(node)} stands between layers: its units share a sum of one, so that signal and gradient shrink with their number; use [ReLU] in hidden layers").With(Facts.Suggestion, "ReLU");

    /// <summary>Whether a node is a softmax that feeds layers instead of weighing values or being a result.</summary>
    internal static bool IsHidden(Network network, GraphNode node) =>
        node.Operator is IShares { Units: > 1 } && !network.IsResult(node) && !network.IsWeighing(node) && FeedsLayer(network, node);

    // Without a bias a layer behind a softmax is a mean of learned rows, as attention to a memory is.
    private static bool FeedsLayer(Network network, GraphNode node) => network.Users(node).Any(user =>
        user.Operator is IMap
            ? user.Operator.Parameters.Any(parameter => parameter.Name == "bias")
            : user.Operator is ILinear or IMaximum or INormalization or IActivation && FeedsLayer(network, user));
}
