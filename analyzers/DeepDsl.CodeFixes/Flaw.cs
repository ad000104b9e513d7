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

    private Flaw(Document document, SyntaxNode root, TextSpan span, ImmutableDictionary<string, string?> facts)
    {
        (Document, _root, _facts) = (document, root, facts);
        Node = root.FindNode(span, getInnermostNodeForTie: true);
        Token = root.FindToken(span.Start);
    }

    /// <summary>The document that it stands in.</summary>
    public Document Document { get; }

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

    /// <summary>The flaw behind a diagnostic, which may stand in another file; null where that is in another project.</summary>
    /// <param name="document">The document of the diagnostic.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="cancel">Stops the search.</param>
    public static async Task<Flaw?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancel)
    {
        var location = diagnostic.AdditionalLocations is [var elsewhere] ? elsewhere : diagnostic.Location;
        var root = await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
        if (location.SourceTree?.FilePath is { } path && path != root?.SyntaxTree.FilePath)
        {
            if (document.Project.Documents.FirstOrDefault(other => other.FilePath == path) is not { } there)
                return null;
            (document, root) = (there, await there.GetSyntaxRootAsync(cancel).ConfigureAwait(false));
        }
        return root is null ? null : new(document, root, location.SourceSpan, diagnostic.Properties);
    }

    /// <summary>The solution with an edit made.</summary>
    public Solution Changed(Edit edit) => Document.Project.Solution.WithDocumentSyntaxRoot(Document.Id, edit.Apply(_root));
}
