using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Shapes;

/// <summary>A reshape gains or loses elements.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ElementCountChanges() : MisfitRule<Compiler.Problems.ElementCountChanges>(Rule)
{
    public const string Id = "DD0104";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Reshape changes the number of elements", messageFormat: "{0}",
        RuleCategories.Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
