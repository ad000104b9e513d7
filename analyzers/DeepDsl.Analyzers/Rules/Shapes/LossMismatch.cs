using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Shapes;

/// <summary>The value that a loss judges is not one it can judge.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LossMismatch() : MisfitRule<Compiler.Problems.LossMismatch>(Rule)
{
    public const string Id = "DD0107";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Output does not fit the loss", messageFormat: "{0}",
        RuleCategories.Shapes, DiagnosticSeverity.Error, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));
}
