using System.Collections.Immutable;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Problems;
using Microsoft.CodeAnalysis;

namespace DeepDsl.Analyzers;

/// <summary>What a rule holds against a place in the network.</summary>
/// <param name="Site">Where in the model.</param>
/// <param name="Message">The cause and the cure.</param>
public sealed record Fault(Site Site, string Message)
{
    /// <summary>A fault of an operator.</summary>
    public Fault(GraphNode node, string message, string? argument = null)
        : this(node.Site with { Argument = node.Inner is null ? argument : null }, message) => (Node, Argument) = (node, argument);

    /// <summary>The operator; null where an attribute of the class is to blame.</summary>
    public GraphNode? Node { get; }

    /// <summary>The argument of the operator that is to blame, if one is.</summary>
    public string? Argument { get; }

    /// <summary>The severity, where it is not the rule's own.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    /// <summary>What a code fix needs to know, by the keys of <see cref="Analyzers.Facts"/>; it is told where the operator's own attribute is marked.</summary>
    public ImmutableDictionary<string, string?> Facts { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The other operators that the cure changes.</summary>
    public IEnumerable<GraphNode> Others { get; init; } = [];

    /// <summary>The fault with what a cure writes.</summary>
    public Fault With(string fact, string? value) => this with { Facts = Facts.SetItem(fact, value) };
}
