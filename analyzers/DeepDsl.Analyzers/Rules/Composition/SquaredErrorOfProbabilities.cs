using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>A squared error behind a softmax or sigmoid, whose gradient vanishes where the model is sure and wrong.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SquaredErrorOfProbabilities() : GraphRule(Rule)
{
    public const string Id = "DD0506";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Squared error of probabilities", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network) =>
        from judgement in network.Judgements
        where judgement.Expects == Expectation.Amounts
        let last = Network.Origin<IRearrangement>(judgement.Values[0])
        where last.Operator is IActivation { Range: (0, 1) } and not IShares { Units: 1 }
        select last.Operator is IShares
            ? new Fault(judgement.Site, $"[{judgement.Name}] behind {Network.Named(last)} has almost no gradient where the model is sure and wrong; for classes use [CrossEntropyLoss] without [{last.Declaration!.Name}], for amounts remove [{last.Declaration.Name}]") { Others = [last] }.With(Facts.Suggestion, "CrossEntropyLoss")
            : new Fault(judgement.Site, $"[{judgement.Name}] behind {Network.Named(last)} has almost no gradient where the model is sure and wrong; for targets from 0 to 1 use [BCELoss], for amounts remove [{last.Declaration!.Name}]") { Severity = DiagnosticSeverity.Info, Others = [last] }.With(Facts.Suggestion, "BCELoss");
}
