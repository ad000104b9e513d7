using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>A logarithmic softmax before a cross-entropy, which applies one itself: the second changes nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RedundantLogSoftmax() : GraphRule(Rule)
{
    public const string Id = "DD0502";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Logarithmic softmax is applied twice", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Info, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network) =>
        from judgement in network.Judgements
        where judgement.Expects == Expectation.Logits
        from value in judgement.Values
        let last = Network.Origin<IRearrangement>(value)
        where last.Operator is ILogShares
        select new Fault(last, $"{Network.Named(last)} changes nothing where [{judgement.Name}] applies its own; remove it, or use [NLLLoss]").With(Facts.Suggestion, "");
}
