using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers;

/// <summary>What <c>DeepDslAnalysisMode</c> asks of rules beyond the severities that its configuration sets.</summary>
internal static class AnalysisMode
{
    /// <summary>Whether rules about errors leave out their milder cases, which no severity can tell apart.</summary>
    public static bool HasOnlyErrors(AnalyzerConfigOptions options) => options.TryGetValue("deepdsl.only_errors", out var text) && bool.TryParse(text, out var only) && only;
}
