using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Shapes;

/// <summary>Groups do not divide the channels.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotDivisible() : MisfitRule<Compiler.Problems.NotDivisible>(Rule)
{
    public const string Id = "DD0106";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Groups do not divide the channels", messageFormat: "{0}",
        RuleCategories.Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
