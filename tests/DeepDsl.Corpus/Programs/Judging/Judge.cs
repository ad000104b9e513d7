using DeepDsl.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Roslyn.Tests;
using Roslyn.Tests.Rules;

namespace DeepDsl.Corpus.Programs.Judging;

/// <summary>Compiles a source with the generator and all rules.</summary>
internal static class Judge
{
    internal static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);

    internal static readonly CSharpCompilationOptions Options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        // As the SDK does: an older version of a framework's assembly is meant by its newer one.
        .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);

    /// <summary>What the rules report, in the order of the source, behind what C# refuses, which is nothing unless the translation is wrong.</summary>
    public static async Task<IReadOnlyList<ReportedDiagnostic>> JudgeAsync(string source, CancellationToken cancel)
    {
        var compilation = CSharpCompilation.Create("Program", [CSharpSyntaxTree.ParseText(source, Parsing, cancellationToken: cancel)], References.All, Options);
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Parsing).RunGeneratorsAndUpdateCompilation(compilation, out var output, out var crashes, cancel);
        var findings = await output.WithAnalyzers(AllRules.Instances).GetAnalyzerDiagnosticsAsync(cancel);
        return
        [
            .. from diagnostic in crashes.Concat(output.GetDiagnostics(cancel).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
                .Concat(findings.OrderBy(finding => finding.Location.SourceSpan.Start).ThenBy(finding => finding.Id, StringComparer.Ordinal))
               select new ReportedDiagnostic(diagnostic.Id, $"{diagnostic.Severity}", diagnostic.GetMessage()),
        ];
    }
}
