using System.Collections.Immutable;
using DeepDsl.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Roslyn.Tests.Rules;

/// <summary>Every rule there is.</summary>
internal static class AllRules
{
    public static ImmutableArray<DiagnosticAnalyzer> Instances { get; } =
    [
        .. from type in typeof(ModelRule).Assembly.GetTypes()
           where !type.IsAbstract && type.IsAssignableTo(typeof(ModelRule))
           select (DiagnosticAnalyzer)Activator.CreateInstance(type)!,
    ];

    /// <summary>The rules that users see without asking; those that are hidden may say something about every model.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Visible { get; } = [.. Instances.Where(rule => rule.SupportedDiagnostics[0].DefaultSeverity > DiagnosticSeverity.Hidden)];

    /// <summary>The visible rules and this one.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> VisibleAnd(DiagnosticDescriptor rule) => [.. Instances.Where(other => Visible.Contains(other) || other.SupportedDiagnostics[0].Id == rule.Id)];

    public static IEnumerable<DiagnosticDescriptor> Descriptors =>
        Instances.Select(rule => rule.SupportedDiagnostics[0]).OrderBy(rule => rule.Id, StringComparer.Ordinal);
}
