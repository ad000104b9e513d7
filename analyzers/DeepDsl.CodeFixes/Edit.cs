using Microsoft.CodeAnalysis;

namespace DeepDsl.CodeFixes;

/// <summary>A change that a fix offers.</summary>
/// <param name="Title">What it does, with the names and numbers of the place.</param>
/// <param name="Key">What it does, the same in every place, so that fix-all finds its like.</param>
/// <param name="Apply">The changed root.</param>
internal sealed record Edit(string Title, string Key, Func<SyntaxNode, SyntaxNode> Apply)
{
    /// <summary>Puts a node in another's place.</summary>
    public static Edit Replace(string title, string key, SyntaxNode old, SyntaxNode replacement) =>
        new(title, key, root => root.ReplaceNode(old, replacement));

    /// <summary>Puts a token in another's place.</summary>
    public static Edit Replace(string title, string key, SyntaxToken old, SyntaxToken replacement) =>
        new(title, key, root => root.ReplaceToken(old, replacement.WithTriviaFrom(old)));

    /// <summary>Takes a node away; regions and conditions around it stay balanced.</summary>
    public static Edit Remove(string title, string key, SyntaxNode node) =>
        new(title, key, root => root.RemoveNode(node, SyntaxRemoveOptions.KeepUnbalancedDirectives)!);
}
