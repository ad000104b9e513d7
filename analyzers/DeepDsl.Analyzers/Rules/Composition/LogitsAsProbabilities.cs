using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>A loss of probabilities, or of their logarithms, that gets numbers of any size.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LogitsAsProbabilities() : GraphRule(Rule)
{
    public const string Id = "DD0505";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Logits go into a loss of probabilities", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network) => network.Judgements.Select(Judge).OfType<Fault>();

    // Of sums, products and inputs nobody knows what they are.
    private static Fault? Judge(Judgement judgement) => (judgement.Expects, Network.Origin<ILinear>(judgement.Values[0])) switch
    {
        (Expectation.Probabilities, var last) when IsUnbounded(last.Operator) =>
            new Fault(judgement.Site, $"[{judgement.Name}] needs probabilities from 0 to 1, but {Network.Named(last)} makes values beyond; use [BCEWithLogitsLoss], which takes logits").With(Facts.Suggestion, "BCEWithLogitsLoss"),
        (Expectation.LogProbabilities, { Operator: IShares } last) =>
            new Fault(last, $"[{judgement.Name}] needs logarithms of probabilities, but {Network.Named(last)} makes probabilities; use [LogSoftmax]").With(Facts.Suggestion, "LogSoftmax"),
        (Expectation.LogProbabilities, { Operator: IMap or INormalization or IActivation } last) =>
            new Fault(judgement.Site, $"[{judgement.Name}] needs logarithms of probabilities, but {Network.Named(last)} makes other values; use [CrossEntropyLoss], which takes logits").With(Facts.Suggestion, "CrossEntropyLoss"),
        _ => null,
    };

    private static bool IsUnbounded(Operator? last) => last is IMap or INormalization or IActivation { Range: (< 0, _) or (_, > 1) };
}
