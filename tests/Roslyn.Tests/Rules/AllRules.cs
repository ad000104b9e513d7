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

    /// <summary>The rules about what cannot be built. Most models of tests are built to show one thing about that, and nobody would train them.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> OfShapes { get; } = [.. Instances.Where(rule => IsOfShapes(rule.SupportedDiagnostics[0]))];

    /// <summary>The rules that a test of one runs.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Beside(DiagnosticDescriptor rule) => IsOfShapes(rule) ? OfShapes : Instances;

    private static bool IsOfShapes(DiagnosticDescriptor rule) => rule.Category == "DeepDsl.Shapes";

    public static IEnumerable<DiagnosticDescriptor> Descriptors =>
        Instances.Select(rule => rule.SupportedDiagnostics[0]).OrderBy(rule => rule.Id, StringComparer.Ordinal);
}
