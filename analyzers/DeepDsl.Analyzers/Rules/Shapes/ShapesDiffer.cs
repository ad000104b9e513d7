using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Shapes;

/// <summary>Values that are added or concatenated do not have the shapes for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShapesDiffer() : MisfitRule<Compiler.Problems.ShapesDiffer>(Rule)
{
    public const string Id = "DD0105";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Joined values have different shapes", messageFormat: "{0}",
        RuleCategories.Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
