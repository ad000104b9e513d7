using System.Composition;
using DeepDsl.Analyzers;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>Puts in the name that was probably meant, as <c>nameof</c>, so that a later rename finds it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UnknownNameFix() : ModelFix(UnknownName.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        if (flaw is { Argument: { } written } && flaw[Facts.Suggestion] is { } meant)
            yield return Edit.Replace($"Use '{meant}'", "Use the nearest name", written, Corrected(written, (SimpleNameSyntax)ParseName(Escaped(meant))).WithTriviaFrom(written));
    }

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static ExpressionSyntax Corrected(ExpressionSyntax written, SimpleNameSyntax meant) => written switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: MemberAccessExpressionSyntax qualified }] } => written.ReplaceNode(qualified.Name, meant.WithTriviaFrom(qualified.Name)),
        InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: SimpleNameSyntax simple }] } => written.ReplaceNode(simple, meant.WithTriviaFrom(simple)),
        _ => InvocationExpression(IdentifierName("nameof"), ArgumentList([Argument(meant)])),
    };
}
