using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using System.Globalization;

namespace DeepDsl.Analyzers.Rules.Training;

/// <summary>An epsilon that lets a step divide by almost nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AdamEpsilon() : GraphRule(Rule)
{
    public const string Id = "DD0703";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Epsilon of Adam is too small", messageFormat: "{0}",
        RuleCategories.Training, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help.For(Id));

    private const double Least = 1e-10;

    protected override IEnumerable<Fault> Check(Network network) =>
        from setting in network.Settings<OptimizerAttribute>()
        let eps = setting.Attribute switch { AdamAttribute adam => adam.Eps, AdamWAttribute adamW => adamW.Eps, _ => (double?)null }
        where eps < Least
        select new Fault(setting.Site with { Argument = nameof(AdamAttribute.Eps) }, $"An epsilon of {eps.Value.ToString("R", CultureInfo.InvariantCulture)} lets steps divide by almost nothing where gradients are small; 1e-8 is usual").With(Facts.Argument, nameof(AdamAttribute.Eps)).With(Facts.Suggestion, "1e-8");
}
