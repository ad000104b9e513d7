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
           where !type.IsAbstract && type.IsAssignableTo(typeof(DiagnosticAnalyzer))
           select (DiagnosticAnalyzer)Activator.CreateInstance(type)!,
    ];

    /// <summary>The rules about what cannot be built. Most models of tests are built to show one thing about that, and nobody would train them.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> OfShapes { get; } = [.. Instances.Where(rule => FamilyOf(rule) == 0)];

    /// <summary>The rules that users see without asking; those that are hidden may say something about every model.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Visible { get; } = [.. Instances.Where(rule => rule.SupportedDiagnostics[0].DefaultSeverity > DiagnosticSeverity.Hidden)];

    /// <summary>The rules that a test of one runs: those of its family, and the ones about what cannot be built.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Beside(DiagnosticDescriptor rule) =>
        [.. Instances.Where(other => other.SupportedDiagnostics[0].Id == rule.Id || (Visible.Contains(other) && (FamilyOf(other) == 0 || FamilyOf(other) == FamilyOf(rule))))];

    private static int FamilyOf(DiagnosticAnalyzer rule) => FamilyOf(rule.SupportedDiagnostics[0]);

    private static int FamilyOf(DiagnosticDescriptor rule) => rule.Category switch
    {
        "DeepDsl.Shapes" => 0,
        "DeepDsl.Composition" or "DeepDsl.Training" => 1,
        "DeepDsl.Usage" => 3,
        _ => 2,
    };

    public static IEnumerable<DiagnosticDescriptor> Descriptors =>
        Instances.Select(rule => rule.SupportedDiagnostics[0]).OrderBy(rule => rule.Id, StringComparer.Ordinal);
}
