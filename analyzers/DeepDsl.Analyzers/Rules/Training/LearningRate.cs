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
        RuleCategories.Training, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Fault> Check(Network network)
    {
        foreach (var (optimizer, site) in network.Settings<OptimizerAttribute>())
        {
            var fault = optimizer is SGDAttribute sgd ? Judge(sgd, network.Settings<ClipGradNormAttribute>().Any()) : JudgeAdaptive(optimizer);
            if (fault is { } found)
                yield return (new Fault(site with { Argument = "0" }, found.Message) { Severity = found.Severity }).With(Facts.Argument, "0").With(Facts.Suggestion, found.Usual);
        }
    }

    private static (string Message, string Usual, DiagnosticSeverity Severity)? JudgeAdaptive(OptimizerAttribute optimizer)
    {
        var (rate, usual) = (optimizer.LearningRate, UsualOf(optimizer));
        return (rate / usual) switch
        {
            < 0 => Uphill(rate, Written(usual)),
            >= 99.999 => ($"A learning rate of {Text(rate)} moves every weight that far in every step; models hardly train so, {Text(usual)} is usual", Written(usual), DiagnosticSeverity.Warning),
            > 10.001 => ($"A learning rate of {Text(rate)} is more than most models bear; {Text(usual)} is usual", Written(usual), DiagnosticSeverity.Info),
            < 0.999e-3 => ($"With a learning rate of {Text(rate)} weights hardly move; {Text(usual)} is usual", Written(usual), DiagnosticSeverity.Info),
            _ => null,
        };
    }

    // Adagrad's steps shrink from the first on, and Adadelta's rate is a factor of steps that find their size by themselves.
    private static double UsualOf(OptimizerAttribute optimizer) => optimizer switch
    {
        AdagradAttribute => 1e-2,
        AdadeltaAttribute => 1,
        _ => 1e-3,
    };

    private static string Written(double usual) => usual switch { 1e-3 => "1e-3", 1e-2 => "1e-2", _ => "1" };

    // Momentum adds up 1/(1 − m) steps. Clipped gradients bear more.
    private static (string Message, string Usual, DiagnosticSeverity Severity)? Judge(SGDAttribute sgd, bool isClipped)
    {
        var rest = 1 - Math.Min(Math.Max(sgd.Momentum, 0), 0.999);
        var steps = sgd.LearningRate / rest;
        var usual = Text(Math.Round(0.1 * rest, 4));
        var momentum = sgd.Momentum == 0 ? "" : $" with momentum {Text(sgd.Momentum)}";
        return steps < 0 ? Uphill(sgd.LearningRate, usual)
            : steps > 1.001 && !isClipped ? ($"A learning rate of {Text(sgd.LearningRate)}{momentum} is more than most models bear; {usual} is usual", usual, DiagnosticSeverity.Info)
            : steps < 0.999e-4 ? ($"With a learning rate of {Text(sgd.LearningRate)}{momentum} weights hardly move; {usual} is usual", usual, DiagnosticSeverity.Info)
            : null;
    }

    private static (string Message, string Usual, DiagnosticSeverity Severity) Uphill(double rate, string usual) =>
        ($"A learning rate of {Text(rate)} makes the loss grow, as a negative one steps along the gradient; {usual} is usual", usual, DiagnosticSeverity.Warning);

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture) is var text && text is not "0" ? text : value.ToString("R", CultureInfo.InvariantCulture);
}
