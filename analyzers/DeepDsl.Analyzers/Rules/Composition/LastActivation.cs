using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using System.Globalization;

namespace DeepDsl.Analyzers.Rules.Composition;

/// <summary>An activation between the last layer and the loss that lets only some of the values through that the loss is made for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LastActivation() : GraphRule(Rule)
{
    public const string Id = "DD0206";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Activation keeps the output from values it needs", messageFormat: "{0}",
        RuleCategories.Composition, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network) =>
        from judgement in network.Judgements
        from value in judgement.Values
        let last = Network.Origin<IRearrangement>(value)
        where last.Operator is IActivation
        let fault = Judge(judgement, last, (IActivation)last.Operator!)
        where fault is not null
        select fault.With(Facts.Suggestion, "");

    private static Fault? Judge(Judgement judgement, GraphNode last, IActivation activation) => (judgement.Expects, activation.Range) switch
    {
        (Expectation.Logits, (0, 1)) => null,
        (Expectation.Logits, var (low, high)) when !double.IsInfinity(low) || !double.IsInfinity(high) =>
            new(last, $"{Network.Named(last)} lets no logit {Text(low, high)}, but [{judgement.Name}] needs logits of any size and sign; remove [{last.Declaration!.Name}]"),
        (Expectation.Amounts, (0, _)) when activation.CanDie =>
            new(last, $"{Network.Named(last)} makes every negative estimate zero, and gives it no gradient to leave zero again; remove [{last.Declaration!.Name}], or use [Softplus] where amounts are positive") { Severity = DiagnosticSeverity.Info },
        _ => null,
    };

    private static string Text(double low, double high) => double.IsInfinity(high) ? $"below {Shown(low)} through" : double.IsInfinity(low) ? $"above {Shown(high)} through" : $"out of {Shown(low)} to {Shown(high)}";

    private static string Shown(double bound) => bound.ToString(CultureInfo.InvariantCulture);
}
