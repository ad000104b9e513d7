using System.Collections.Immutable;
using DeepDsl.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Roslyn.Tests.Rules;

/// <summary>Every rule there is.</summary>
internal static class AllRules
{
    public static ImmutableArray<DiagnosticAnalyzer> Instances { get; } =
        [.. typeof(ModelRule).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(ModelRule))).Select(type => (ModelRule)Activator.CreateInstance(type)!)];

    public static IEnumerable<DiagnosticDescriptor> Descriptors => Instances.Select(rule => rule.SupportedDiagnostics[0]).OrderBy(rule => rule.Id, StringComparer.Ordinal);
}
