using DeepDsl.Compiler.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Shapes;

/// <summary>A value is used before it is made, or is never used.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MisplacedValue() : MisfitRule<Misplaced>(Rule)
{
    public const string Id = "DD0108";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Value is used before it is made, or never", messageFormat: "{0}",
        RuleCategories.Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
