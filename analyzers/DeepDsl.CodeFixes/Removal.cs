using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.CodeFixes;

/// <summary>Takes attributes away.</summary>
internal static class Removal
{
    /// <summary>The edit that removes an attribute; none where it is the only one of its member, which would be no value at all.</summary>
    public static IEnumerable<Edit> Edits(AttributeSyntax attribute)
    {
        if (Removable(attribute) is { } node)
            yield return Remove(attribute, "Remove the attribute", node);
    }

    /// <summary>The edit that removes an operator; with it goes a member that it was alone on, if nothing names that.</summary>
    public static IEnumerable<Edit> OperatorEdits(AttributeSyntax attribute)
    {
        if (RemovableOperator(attribute) is { } node)
            yield return Remove(attribute, "Remove the operator", node);
    }

    /// <summary>What has to go for an operator to be gone; null where that cannot be.</summary>
    public static SyntaxNode? RemovableOperator(AttributeSyntax attribute)
    {
        if (attribute.Parent?.Parent is not PropertyDeclarationSyntax member)
            return null;
        var others = member.AttributeLists.SelectMany(list => list.Attributes).Where(other => other != attribute).ToArray();
        return others.Length == 0 ? IsNamed(member) ? null : member
            : others.All(IsNoOperator) ? null
            : Removable(attribute);
    }

    private static SyntaxNode? Removable(AttributeSyntax attribute) => attribute.Parent switch
    {
        AttributeListSyntax { Attributes.Count: > 1 } => attribute,
        AttributeListSyntax { Parent: MemberDeclarationSyntax { AttributeLists.Count: > 1 } } list => list,
        _ => null,
    };

    private static Edit Remove(AttributeSyntax attribute, string key, SyntaxNode node)
    {
        var title = $"Remove [{attribute.Name}]";
        // A comment behind the comma before it is about what stays.
        return node is AttributeSyntax && attribute.Parent is AttributeListSyntax { Attributes: var all } list && all.IndexOf(attribute) is > 0 and var index && index == all.Count - 1
            && all.GetSeparator(index - 1).TrailingTrivia is var comment && comment.Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            ? Edit.Replace(title, key, list, list.WithAttributes(all.Replace(all[index - 1], all[index - 1].WithTrailingTrivia(comment)).RemoveAt(index))
                .WithCloseBracketToken(list.CloseBracketToken.WithLeadingTrivia(attribute.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))))
            : Edit.Remove(title, key, node);
    }

    private static bool IsNoOperator(AttributeSyntax attribute) =>
        attribute.Name.ToString() is var name && (name.EndsWith("Loss", StringComparison.Ordinal) || name.EndsWith("Output", StringComparison.Ordinal));

    // As a word of its class, in nameof or in a string, or as a member of something elsewhere: other classes have members of the same name.
    private static bool IsNamed(PropertyDeclarationSyntax member) => member.SyntaxTree.GetRoot().DescendantTokens()
        .Any(token => token != member.Identifier && token.ValueText == member.Identifier.ValueText && (token.GetPreviousToken().IsKind(SyntaxKind.DotToken) || IsInside(token, (TypeDeclarationSyntax)member.Parent!)));

    private static bool IsInside(SyntaxToken token, TypeDeclarationSyntax type) => token.Parent!.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(other => other.Identifier.ValueText == type.Identifier.ValueText);
}
