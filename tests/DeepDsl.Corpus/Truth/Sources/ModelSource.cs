using System.Collections.Immutable;
using System.Runtime.Loader;
using DeepDsl.CodeFixes;
using DeepDsl.Corpus.Programs.Judging;
using DeepDsl.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Roslyn.Tests;
using Roslyn.Tests.Rules;

namespace DeepDsl.Corpus.Truth.Sources;

/// <summary>A source as an IDE has it: what all rules say about it, what the fixes make of it, and the assembly that it compiles to.</summary>
internal sealed class ModelSource
{
    private static readonly CodeFixProvider[] Fixes =
    [
        .. from type in typeof(ModelFix).Assembly.GetTypes()
           where !type.IsAbstract && type.IsAssignableTo(typeof(CodeFixProvider))
           select (CodeFixProvider)Activator.CreateInstance(type)!,
    ];

    private static int _count;

    private readonly Document _document;
    private readonly Compilation _compilation;

    private ModelSource(Document document, Compilation compilation, ImmutableArray<Diagnostic> findings) => (_document, _compilation, Findings) = (document, compilation, findings);

    /// <summary>What the rules report that users see, in the order of the source.</summary>
    public ImmutableArray<Diagnostic> Findings { get; }

    /// <summary>Compiles a source with the generator and all rules.</summary>
    /// <exception cref="InvalidOperationException">It is no C#.</exception>
    public static async Task<ModelSource> ReadAsync(string source, CancellationToken cancel = default)
    {
        var name = $"Model{Interlocked.Increment(ref _count)}";
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, name, name, LanguageNames.CSharp,
            compilationOptions: Judge.Options.WithOptimizationLevel(OptimizationLevel.Release), parseOptions: Judge.Parsing, metadataReferences: References.All));
        var document = project.AddDocument("Model.cs", source);
        var input = await document.Project.GetCompilationAsync(cancel);
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Judge.Parsing).RunGeneratorsAndUpdateCompilation(input!, out var output, out var crashes, cancel);
        if (crashes.Concat(output.GetDiagnostics(cancel)).FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException($"{error}\n{source}");
        var findings = await output.WithAnalyzers(AllRules.Visible).GetAnalyzerDiagnosticsAsync(cancel);
        return new(document, output, [.. findings.OrderBy(finding => finding.Location.SourceSpan.Start)]);
    }

    /// <summary>What is offered for a finding, the best first.</summary>
    public async Task<IReadOnlyList<OfferedFix>> FixesOfAsync(Diagnostic finding, CancellationToken cancel = default)
    {
        var actions = new List<CodeAction>();
        foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(finding.Id)))
            await fix.RegisterCodeFixesAsync(new(_document, finding, (action, _) => actions.Add(action), cancel));
        return [.. actions.Select(action => new OfferedFix(action.Title, action.EquivalenceKey ?? action.Title, stop => ChangedAsync(action, stop)))];
    }

    /// <summary>The compiled models.</summary>
    public System.Reflection.Assembly Load()
    {
        using var image = new MemoryStream();
        var result = _compilation.Emit(image);
        if (!result.Success)
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }

    private async Task<string> ChangedAsync(CodeAction action, CancellationToken cancel)
    {
        var operations = await action.GetOperationsAsync(cancel);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(_document.Id)!;
        return (await changed.GetTextAsync(cancel)).ToString();
    }
}
