using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeepDsl.CodeFixes;

/// <summary>A finding, and the syntax it stands at.</summary>
internal sealed class Flaw
{
    private readonly SyntaxNode _root;
    private readonly ImmutableDictionary<string, string?> _facts;

    private Flaw(SyntaxNode root, TextSpan span, ImmutableDictionary<string, string?> facts)
    {
        (_root, _facts) = (root, facts);
        Node = root.FindNode(span, getInnermostNodeForTie: true);
        Token = root.FindToken(span.Start);
    }

    /// <summary>The smallest node that is marked.</summary>
    public SyntaxNode Node { get; }

    /// <summary>The token that the mark begins with.</summary>
    public SyntaxToken Token { get; }

    /// <summary>The attribute that is marked or whose argument is.</summary>
    public AttributeSyntax? Attribute => Node.FirstAncestorOrSelf<AttributeSyntax>();

    /// <summary>The argument that is marked, or the element of it; null where it is the attribute.</summary>
    public ExpressionSyntax? Argument =>
        Node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } argument ? Node as ExpressionSyntax ?? argument.Expression : null;

    /// <summary>The other attributes that the cure changes.</summary>
    public IReadOnlyList<AttributeSyntax> Others =>
    [
        .. from start in (this[Analyzers.Facts.Others] ?? "").Split([','], StringSplitOptions.RemoveEmptyEntries)
           let attribute = _root.FindToken(int.Parse(start, CultureInfo.InvariantCulture)).Parent?.FirstAncestorOrSelf<AttributeSyntax>()
           where attribute is not null
           select attribute,
    ];

    /// <summary>The member or class that is marked.</summary>
    public MemberDeclarationSyntax? Member => Node.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    /// <summary>What the rule said about it, by the keys of <see cref="Analyzers.Facts"/>.</summary>
    public string? this[string fact] => _facts.TryGetValue(fact, out var value) ? value : null;

    /// <summary>The flaw behind a diagnostic; null where what is to blame stands in another file.</summary>
    public static Flaw? Find(SyntaxNode root, Diagnostic diagnostic) => diagnostic.AdditionalLocations switch
    {
        [] => new(root, diagnostic.Location.SourceSpan, diagnostic.Properties),
        [var elsewhere] when elsewhere.SourceTree?.FilePath == root.SyntaxTree.FilePath => new(root, elsewhere.SourceSpan, diagnostic.Properties),
        _ => null,
    };
}
