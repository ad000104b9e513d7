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
        {
            var corrected = flaw[Facts.Owner] is null ? Corrected(written, Escaped(meant)) : CorrectedElsewhere(written, meant);
            yield return Edit.Replace($"Use '{meant}'", "Use the nearest name", written, corrected.WithTriviaFrom(written));
        }
    }

    // A qualifier stays where it is the model itself; another type's member would be a stranger again.
    private static ExpressionSyntax Corrected(ExpressionSyntax written, string meant) => NameIn(written) switch
    {
        SimpleNameSyntax name => written.ReplaceNode(name, IdentifierNameOf(meant).WithTriviaFrom(name)),
        MemberAccessExpressionSyntax { Expression: SimpleNameSyntax type, Name: var name } when type.Identifier.ValueText == ModelOf(written) =>
            written.ReplaceNode(name, IdentifierNameOf(meant).WithTriviaFrom(name)),
        _ => ParseExpression($"nameof({meant})"),
    };

    // What is a member of another class is named by way of that class; a text stays one, as the member may be private there.
    private static ExpressionSyntax CorrectedElsewhere(ExpressionSyntax written, string meant) => NameIn(written) is MemberAccessExpressionSyntax { Name: var name }
        ? written.ReplaceNode(name, IdentifierNameOf(Escaped(meant)).WithTriviaFrom(name))
        : LiteralExpression(SyntaxKind.StringLiteralExpression, Literal(meant));

    private static ExpressionSyntax? NameIn(ExpressionSyntax written) => (written as InvocationExpressionSyntax)?.ArgumentList.Arguments.FirstOrDefault()?.Expression;

    private static string? ModelOf(SyntaxNode node) => node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText;

    private static SimpleNameSyntax IdentifierNameOf(string name) => (SimpleNameSyntax)ParseName(name);

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
