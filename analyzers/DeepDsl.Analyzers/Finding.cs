using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

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

    internal Diagnostic ToDiagnostic(DiagnosticDescriptor rule) =>
        Diagnostic.Create(rule, Location, Severity ?? rule.DefaultSeverity, additionalLocations: null, Facts, Arguments);
}
