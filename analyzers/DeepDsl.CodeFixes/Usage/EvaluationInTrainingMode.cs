using System.Composition;
using DeepDsl.Analyzers.Rules.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.CodeFixes.Usage;

/// <summary>Calls the method that is always in inference mode.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EvaluationInTrainingModeFix() : ModelFix(EvaluationInTrainingMode.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        if (flaw.Node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier: var name } })
            yield return Edit.Replace("Use Predict", "Use Predict", name, SyntaxFactory.Identifier("Predict"));
    }
}
