using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>An activation right behind another one, which only narrows what the first lets through.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StackedActivations() : GraphRule(Rule)
{
    public const string Id = "DD0202";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Two activations in a row", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network)
    {
        foreach (var second in network.Nodes.Where(node => node.Operator is IActivation))
        {
            if (network.OriginAlone(second, step => step.Operator is IRearrangement or IDropout) is not { Operator: IActivation } first || network.IsWeighing(second) || HiddenSoftmax.IsHidden(network, second))
                continue;
            // What makes probabilities is meant to be the last.
            var (idle, kept) = IsProbability(second) && !IsProbability(first) ? (first, second) : (second, first);
            if (!DoubleSoftmax.Concerns(network, idle))
                yield return new Fault(idle, $"{Network.Named(second)} follows {Network.Named(first)} with no layer between: {Network.Named(kept)} is nonlinear enough, remove {Network.Named(idle)}").With(Facts.Suggestion, "");
        }
    }

    private static bool IsProbability(GraphNode node) => node.Operator is IActivation { Range: (0, 1) };
}
