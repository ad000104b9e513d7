using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>Dropout that hides the output from the loss, or more than half of a layer from the next.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MisplacedDropout() : GraphRule(Rule)
{
    public const string Id = "DD0604";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Dropout of too much, or of the output", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network)
    {
        var judged = new HashSet<GraphNode>();
        foreach (var judgement in network.Judgements.Where(judgement => judgement.Expects != Expectation.Nothing))
        {
            for (var node = judgement.Values[0]; node.Operator is ILinear or IActivation or ILogShares; node = node.ValueInputs.First())
                judged.Add(node);
        }
        foreach (var node in network.Nodes)
        {
            if (node is not { Operator: IDropout { Probability: > 0 and var probability }, IsFrozen: false })
                continue;
            if (judged.Contains(node))
                yield return new Fault(node, $"{Network.Named(node)} zeroes results that the loss judges, which no layer behind it can make good; remove it").With(Facts.Suggestion, "");
            else if (probability > 0.5)
                yield return new Fault(node, $"{Network.Named(node)} zeroes more than half of the values, which costs more than it regularizes; 0.5 is usually the most", "0") { Severity = DiagnosticSeverity.Info }.With(Facts.Argument, "0").With(Facts.Suggestion, "0.5");
        }
    }
}
