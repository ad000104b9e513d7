using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DeepDsl.CodeFixes;

/// <summary>Changes to the modifiers of a declaration.</summary>
internal static class Modifiers
{
    /// <summary>The declaration with <c>partial</c> where it has to stand: last.</summary>
    public static TDeclaration PlusPartial<TDeclaration>(this TDeclaration declaration)
        where TDeclaration : MemberDeclarationSyntax
    {
        var partial = Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(Space);
        if (declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            return declaration;
        if (declaration.Modifiers.Count > 0)
            return (TDeclaration)declaration.WithModifiers(declaration.Modifiers.Add(partial));
        // The token that was first so far hands on its indentation.
        var first = declaration.AttributeLists.Count > 0 ? declaration.AttributeLists.Last().GetLastToken().GetNextToken() : declaration.GetFirstToken();
        return (TDeclaration)declaration.ReplaceToken(first, first.WithLeadingTrivia()).WithModifiers([partial.WithLeadingTrivia(first.LeadingTrivia)]);
    }

    /// <summary>The declaration without a modifier, of which only the comments before it stay.</summary>
    public static MemberDeclarationSyntax Minus(this MemberDeclarationSyntax declaration, SyntaxToken modifier)
    {
        var index = declaration.Modifiers.IndexOf(modifier);
        var next = modifier.GetNextToken();
        var changed = declaration.ReplaceToken(next, next.WithLeadingTrivia(modifier.LeadingTrivia.AddRange(next.LeadingTrivia)));
        return changed.WithModifiers(changed.Modifiers.RemoveAt(index));
    }
}
