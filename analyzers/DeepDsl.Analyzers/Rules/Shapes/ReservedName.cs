using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Shapes;

/// <summary>A member bears a name that the generated class needs for itself.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReservedName() : FormRule(Rule, FormProblemKind.ReservedName)
{
    public const string Id = "DD0112";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Member has a name that the generated class needs", messageFormat: "{0}",
        RuleCategories.Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
