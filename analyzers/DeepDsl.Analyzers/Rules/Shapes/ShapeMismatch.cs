using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Shapes;

/// <summary>An operator gets a value of another rank, or an argument of another range, than it works on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShapeMismatch() : MisfitRule<Compiler.Problems.ShapeMismatch>(Rule)
{
    public const string Id = "DD0101";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Shape or argument does not fit the operator", messageFormat: "{0}",
        RuleCategories.Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
