using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using System.Globalization;

namespace DeepDsl.Analyzers.Rules.Training;

/// <summary>A learning rate with which hardly any model trains.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LearningRate() : GraphRule(Rule)
{
    public const string Id = "DD0702";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Learning rate out of the usual range", messageFormat: "{0}",
        RuleCategories.Training, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network)
    {
        foreach (var (optimizer, site) in network.Settings<OptimizerAttribute>())
        {
            var fault = optimizer is SGDAttribute sgd ? Judge(sgd, network.Settings<ClipGradNormAttribute>().Any()) : JudgeAdaptive(optimizer);
            if (fault is { } found)
                yield return (new Fault(site with { Argument = "0" }, found.Message) { Severity = found.Severity }).With(Facts.Argument, "0").With(Facts.Suggestion, found.Usual);
        }
    }

    private static (string Message, string Usual, DiagnosticSeverity Severity)? JudgeAdaptive(OptimizerAttribute adam) => adam.LearningRate switch
    {
        >= 0.1 => ($"A learning rate of {Text(adam.LearningRate)} moves every weight that far in every step; models hardly train so, 0.001 is usual", "1e-3", DiagnosticSeverity.Warning),
        > 0.01 => ($"A learning rate of {Text(adam.LearningRate)} is more than most models bear; 0.001 is usual", "1e-3", DiagnosticSeverity.Info),
        < 1e-6 => ($"With a learning rate of {Text(adam.LearningRate)} weights hardly move; 0.001 is usual", "1e-3", DiagnosticSeverity.Info),
        _ => null,
    };

    // Momentum adds up 1/(1 − m) steps. Clipped gradients bear more.
    private static (string Message, string Usual, DiagnosticSeverity Severity)? Judge(SGDAttribute sgd, bool isClipped)
    {
        var rest = 1 - Math.Min(Math.Max(sgd.Momentum, 0), 0.999);
        var steps = sgd.LearningRate / rest;
        var usual = Text(Math.Round(0.1 * rest, 4));
        var momentum = sgd.Momentum == 0 ? "" : $" with momentum {Text(sgd.Momentum)}";
        return steps > 1.001 && !isClipped ? ($"A learning rate of {Text(sgd.LearningRate)}{momentum} is more than most models bear; {usual} is usual", usual, DiagnosticSeverity.Info)
            : steps < 0.999e-4 ? ($"With a learning rate of {Text(sgd.LearningRate)}{momentum} weights hardly move; {usual} is usual", usual, DiagnosticSeverity.Info)
            : null;
    }

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture) is var text && text is not "0" ? text : value.ToString("R", CultureInfo.InvariantCulture);
}
