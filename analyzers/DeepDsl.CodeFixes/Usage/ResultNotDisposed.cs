using System.Composition;
using DeepDsl.Analyzers.Rules.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DeepDsl.CodeFixes.Usage;

/// <summary>Has the result disposed at the end of each turn.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ResultNotDisposedFix() : ModelFix(ResultNotDisposed.Id)
{
    private static readonly string[] Names = ["prediction", "result", "predictedTensor"];

    private protected override IEnumerable<Edit> Edits(Flaw flaw)
    {
        if (flaw.Node is not InvocationExpressionSyntax call || call.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax } statement)
            return [];
        return statement switch
        {
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: [{ Initializer.Value: var value }] } local when value == call => [Used(local)],
            ExpressionStatementSyntax discarded when discarded.Expression == call => [Disposed(discarded, call)],
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } assignment } discarded when assignment.Right == call => [Disposed(discarded, call)],
            LocalDeclarationStatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax when IsFirst(call, statement) && NameFor(call) is { } name => [Named(call, name, statement)],
            _ => [],
        };
    }

    private static Edit Used(LocalDeclarationStatementSyntax local) => Edit.Replace("Dispose it by 'using'", "Dispose it", local,
        local.WithoutLeadingTrivia().WithUsingKeyword(Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(Space)).WithLeadingTrivia(local.GetLeadingTrivia()));

    private static Edit Disposed(ExpressionStatementSyntax statement, InvocationExpressionSyntax call) => Edit.Replace("Dispose it", "Dispose it", statement,
        statement.WithExpression(InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, call.WithoutTrivia(), IdentifierName("Dispose")))).WithTriviaFrom(statement));

    private static Edit Named(InvocationExpressionSyntax call, string name, StatementSyntax statement)
    {
        var lines = statement.GetLeadingTrivia();
        var indentation = lines.Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse();
        var lineBreak = statement.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } found ? found : LineFeed;
        var first = ParseStatement($"using var {name} = {call.WithoutTrivia()};").WithLeadingTrivia(lines).WithTrailingTrivia(lineBreak);
        var rest = statement.ReplaceNode(call, IdentifierName(name).WithTriviaFrom(call)).WithLeadingTrivia(indentation);
        return new("Dispose it by 'using'", "Dispose it", root => root.ReplaceNode(statement, [first, rest]));
    }

    // What is computed before it, or under a condition, has to stay so.
    private static bool IsFirst(InvocationExpressionSyntax call, StatementSyntax statement) =>
        !call.Ancestors().TakeWhile(outer => outer != statement).Any(outer => outer is AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax or SwitchExpressionSyntax
            || outer.RawKind is (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.CoalesceAssignmentExpression)
        && !statement.DescendantNodes().Any(other => other is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax && other.Span.End <= call.SpanStart);

    // Numbered by its place in the member, so that all fixes together find different names.
    private static string? NameFor(InvocationExpressionSyntax call)
    {
        SyntaxNode member = call.FirstAncestorOrSelf<MemberDeclarationSyntax>(outer => outer is not GlobalStatementSyntax) ?? call.SyntaxTree.GetRoot();
        var number = member.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Count(other => other.SpanStart < call.SpanStart && other.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Predict" });
        return Names.Select(name => number == 0 ? name : $"{name}{number + 1}").FirstOrDefault(name => !member.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name));
    }
}
