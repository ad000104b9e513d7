using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.CodeFixes;

/// <summary>A finding, and the syntax it stands at.</summary>
internal sealed class Flaw(SyntaxNode root, Diagnostic diagnostic)
{
    /// <summary>The smallest node that is marked.</summary>
    public SyntaxNode Node { get; } = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>The token that the mark begins with.</summary>
    public SyntaxToken Token => root.FindToken(diagnostic.Location.SourceSpan.Start);

    /// <summary>The attribute that is marked or whose argument is.</summary>
    public AttributeSyntax? Attribute => Node.FirstAncestorOrSelf<AttributeSyntax>();

    /// <summary>The argument that is marked, or the element of it; null where it is the attribute.</summary>
    public ExpressionSyntax? Argument => Node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } argument ? Node as ExpressionSyntax ?? argument.Expression : null;

    /// <summary>The member or class that is marked.</summary>
    public MemberDeclarationSyntax? Member => Node.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    /// <summary>What the rule said about it, by the keys of <see cref="Analyzers.Facts"/>.</summary>
    public string? this[string fact] => diagnostic.Properties.TryGetValue(fact, out var value) ? value : null;
}
