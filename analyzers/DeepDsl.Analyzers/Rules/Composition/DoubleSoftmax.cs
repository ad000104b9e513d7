using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>A softmax or sigmoid before a loss that applies its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DoubleSoftmax() : GraphRule(Rule)
{
    public const string Id = "DD0501";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Probabilities go into a loss of logits", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network) =>
        from judgement in network.Judgements
        where judgement.Expects == Expectation.Logits
        from value in judgement.Values
        let last = Network.Origin<IRearrangement>(value)
        where IsProbability(last)
        select new Fault(last, $"{Network.Named(last)} makes probabilities, but [{judgement.Name}] needs logits, of which it makes probabilities itself; remove [{last.Declaration!.Name}]").With(Facts.Suggestion, "");

    /// <summary>Whether a node is one that the rule reports.</summary>
    internal static bool Concerns(Network network, GraphNode node) =>
        IsProbability(node) && network.IsJudged(node, Expectation.Logits);

    private static bool IsProbability(GraphNode node) => node.Operator is IActivation { Range: (0, 1) } and not IShares { Units: 1 };
}
