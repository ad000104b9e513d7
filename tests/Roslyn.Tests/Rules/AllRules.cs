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

    public static IEnumerable<DiagnosticDescriptor> Descriptors =>
        Instances.Select(rule => rule.SupportedDiagnostics[0]).OrderBy(rule => rule.Id, StringComparer.Ordinal);
}
