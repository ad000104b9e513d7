using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Shapes;

/// <summary>A window does not fit into the feature map, so that nothing would be left.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EmptyFeatureMap() : MisfitRule<Compiler.Problems.EmptyFeatureMap>(Rule)
{
    public const string Id = "DD0103";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Feature map becomes empty", messageFormat: "{0}",
        RuleCategories.Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<KeyValuePair<string, string?>> FactsOf(Compiler.Problems.EmptyFeatureMap misfit) =>
        [.. base.FactsOf(misfit), new(Facts.KernelSize, misfit.KernelSize)];
}
