using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Shapes;

/// <summary>An option is written that has no effect beside the others.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IdleOption() : MisfitRule<Compiler.Problems.IdleOption>(Rule)
{
    public const string Id = "DD0113";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Option has no effect", messageFormat: "{0}",
        RuleCategories.Shapes, DiagnosticSeverity.Warning, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
