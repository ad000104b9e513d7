using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Analyzers;

/// <summary>What a rule has found.</summary>
/// <param name="Location">The place to blame.</param>
/// <param name="Arguments">What fills the rule's message format.</param>
public sealed record Finding(Location Location, params object[] Arguments)
{
    /// <summary>The severity, where it is not the rule's own.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    /// <summary>What a code fix needs to know, by the keys of <see cref="Analyzers.Facts"/>.</summary>
    public ImmutableDictionary<string, string?> Facts { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Whether the place stands in a block that the model uses: it is reported when that is analyzed.</summary>
    public bool IsInBlock { get; init; }

    /// <summary>The place to blame, where it stands outside of the model.</summary>
    public Location? Elsewhere { get; private init; }

    /// <summary>The finding at the model's name if it stands elsewhere: editors show at once only what stands in the declaration they analyze.</summary>
    internal Finding Within(TypeDeclarationSyntax model) => Location.SourceTree == model.SyntaxTree && model.Span.Contains(Location.SourceSpan)
        ? this
        : this with { Location = model.Identifier.GetLocation(), Elsewhere = Location };

    internal Diagnostic ToDiagnostic(DiagnosticDescriptor rule) =>
        Diagnostic.Create(rule, Location, Severity ?? rule.DefaultSeverity, Elsewhere is null ? null : [Elsewhere], Facts, Arguments);
}
