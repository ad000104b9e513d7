using System.Collections.Immutable;
using DeepDsl.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Roslyn.Tests.Rules;

namespace Roslyn.Tests;

/// <summary>Sources compiled the way a project is: with the generator, and with every rule.</summary>
internal sealed class TestCompilation
{
    private TestCompilation(CSharpCompilation input, CSharpParseOptions? parsing = null)
    {
        Input = input;
        Driver = NewDriver(parsing).RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        (Output, GeneratorDiagnostics) = (output, diagnostics);
    }

    /// <summary>The sources as their author sees them.</summary>
    public CSharpCompilation Input { get; }

    /// <summary>The sources and the generated files.</summary>
    public Compilation Output { get; }

    public GeneratorDriver Driver { get; }

    /// <summary>What the generator reports, which is nothing unless it has crashed.</summary>
    public ImmutableArray<Diagnostic> GeneratorDiagnostics { get; }

    public IEnumerable<GeneratedSourceResult> Files => Driver.GetRunResult().Results.Single().GeneratedSources;

    /// <summary>What C# says about sources and generated files.</summary>
    public IEnumerable<Diagnostic> Diagnostics => Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    /// <summary>What C# says about the generated files alone.</summary>
    public IEnumerable<Diagnostic> DiagnosticsOfGenerated => Diagnostics.Where(diagnostic => diagnostic.Location.SourceTree is { } tree && !Input.ContainsSyntaxTree(tree));

    public static TestCompilation Of(params IEnumerable<string> sources) => new(Compile([.. sources]));

    public static TestCompilation Of(CSharpParseOptions parsing, CSharpCompilationOptions options, params IEnumerable<string> sources) => new(Compile([.. sources], parsing, options), parsing);

    public static TestCompilation Of(CSharpCompilation input) => new(input);

    /// <summary>The sources as a compilation, with the namespaces that every test uses.</summary>
    public static CSharpCompilation Compile(string[] sources, CSharpParseOptions? parsing = null, CSharpCompilationOptions? options = null) => CSharpCompilation.Create(
        "Tests",
        sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, parsing ?? Parsing, $"Source{index}.cs")),
        References.All,
        options ?? Options);

    public static CSharpParseOptions Parsing { get; } = new(LanguageVersion.CSharp14);

    public static CSharpCompilationOptions Options { get; } = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        // As the SDK does: an older version of a framework's assembly is meant by its newer one.
        .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);

    public static GeneratorDriver NewDriver(CSharpParseOptions? parsing = null) => CSharpGeneratorDriver.Create(
        [new ModelGenerator().AsSourceGenerator()],
        parseOptions: parsing ?? Parsing,
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>What the rules report, in the order of the source.</summary>
    public async Task<Diagnostic[]> FindingsAsync() =>
        [.. (await Output.WithAnalyzers(AllRules.Visible).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).OrderBy(finding => finding.Location.SourceSpan.Start)];
}
