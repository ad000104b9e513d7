using System.Globalization;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Judging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Training;

/// <summary>An epsilon that lets a step divide by almost nothing, or one that gradients are smaller than.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AdamEpsilon() : GraphRule(Rule)
{
    public const string Id = "DD0703";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Epsilon of Adam does not fit the gradients", messageFormat: "{0}",
        RuleCategories.Training, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    private const double Least = 1e-10;
    private const double Usual = 1e-8;

    // A stack whose gradients were five times smaller than epsilon trained.
    private const double Decade = 1;

    protected override IEnumerable<Fault> Check(Network network) =>
        from setting in network.Settings<AdaptiveOptimizerAttribute>()
        let site = setting.Site with { Argument = nameof(AdaptiveOptimizerAttribute.Eps) }
        let fault = setting.Attribute.Eps < Least ? TooSmall(setting.Attribute, site) : TooLarge(network.Diagnosis, setting.Attribute, site)
        where fault is not null
        select fault;

    /// <summary>Whether steps are told to shrink because of the epsilon.</summary>
    internal static bool Concerns(Network network) => network.Settings<AdaptiveOptimizerAttribute>().Any(setting => TooLarge(network.Diagnosis, setting.Attribute, setting.Site) is not null);

    private static Fault TooSmall(AdaptiveOptimizerAttribute optimizer, Site site) =>
        Suggesting(new(site, $"An epsilon of {Text(optimizer.Eps)} lets steps divide by almost nothing where gradients are small; 1e-8 is usual"));

    // Where training stalls whatever the epsilon is, the stack is to blame.
    private static Fault? TooLarge(SignalDiagnosis? diagnosis, AdaptiveOptimizerAttribute optimizer, Site site)
    {
        if (diagnosis is not { Study: { CanJudge: true, KnowsLoss: true } study, Ailment: null or { Level: not SignalLevel.Warning } })
            return null;
        var weakest = study.Layers.Aggregate((least, layer) => layer.Log10Rms < least.Log10Rms ? layer : least);
        if (weakest.Log10Rms + study.Margin >= Math.Log10(optimizer.Eps))
            return null;
        var what = $"The gradient of a weight of '{weakest.Node.Name}' is predicted to be ≈{Numbers.OfLog10(weakest.Log10Rms)}, less than the epsilon of {Text(optimizer.Eps)}, so that steps shrink with it";
        return optimizer.Eps > Usual
            // Some are made to be large, so that steps are those of SGD.
            ? Suggesting(new(site, $"{what}; 1e-8 is usual") { Severity = DiagnosticSeverity.Info })
            : new(site, $"{what}; normalization, skip connections or a larger start keep it up")
            {
                Severity = weakest.Log10Rms + study.Margin + Decade < Math.Log10(optimizer.Eps) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            };
    }

    private static Fault Suggesting(Fault fault) => fault.With(Facts.Argument, nameof(AdaptiveOptimizerAttribute.Eps)).With(Facts.Suggestion, "1e-8");

    private static string Text(double eps) => eps.ToString("R", CultureInfo.InvariantCulture);
}
