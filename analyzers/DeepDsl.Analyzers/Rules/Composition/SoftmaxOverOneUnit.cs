using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>A softmax along a dimension of size one: its result is 1 whatever comes in.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SoftmaxOverOneUnit() : GraphRule(Rule)
{
    public const string Id = "DD0504";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Softmax over one unit is constant", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network) =>
        from node in network.Nodes
        where node.Operator is IShares { Units: 1 }
        select network.IsJudged(node, Expectation.Logits)
            ? new Fault(node, $"{Network.Named(node)} acts along a dimension of size 1 and is always 1, so that nothing is learned; remove it: the loss applies a sigmoid of its own").With(Facts.Suggestion, "")
            : new Fault(node, $"{Network.Named(node)} acts along a dimension of size 1 and is always 1, so that nothing is learned; use [Sigmoid] for a yes-or-no decision").With(Facts.Suggestion, "Sigmoid");
}
