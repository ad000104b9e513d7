using DeepDsl.Analyzers;
using DeepDsl.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Roslyn.Tests.Rules;

/// <summary>What holds for every rule and every fix, whatever the model.</summary>
public sealed class RandomModelTests
{
    private static readonly ILookup<string, CodeFixProvider> Fixes = (
        from type in typeof(ModelFix).Assembly.GetTypes()
        where !type.IsAbstract && type.IsAssignableTo(typeof(CodeFixProvider))
        select (CodeFixProvider)Activator.CreateInstance(type)!).ToLookup(fix => fix.FixableDiagnosticIds.Single());

    [Fact]
    public Task Every_fix_cures_what_it_is_offered_for_and_breaks_nothing() => TryFixesAsync(seed => new RandomModel(seed).Write(), models: 250);

    [Fact]
    public Task So_does_every_fix_of_networks_that_can_be_built() => TryFixesAsync(seed => new RandomNetwork(seed).Write(), models: 60);

    private static async Task TryFixesAsync(Func<int, string> write, int models)
    {
        var fixesTried = 0;
        for (var seed = 0; seed < models; seed++)
        {
            var source = write(seed);
            var document = DocumentOf(source);
            var before = await CheckAsync(document);
            foreach (var flaw in before.Findings)
            {
                Assert.True(flaw.Id.StartsWith("DD", StringComparison.Ordinal), $"{flaw}\n{source}");
                foreach (var fix in await FixesForAsync(document, flaw))
                {
                    var fixedDocument = await ApplyAsync(document, fix);
                    var after = await CheckAsync(fixedDocument);
                    var story = $"{fix.Title}: {flaw}\n{source}\n{await fixedDocument.GetTextAsync(TestContext.Current.CancellationToken)}";
                    Assert.True(IsFewer(other => IsAlike(other, flaw)) || IsFewer(other => other.Id == flaw.Id), $"Cures nothing: {story}");
                    Assert.True(after.Errors <= before.Errors, $"Makes an error: {story}");
                    fixesTried++;

                    // The next of several namesakes may take the place of one that is gone.
                    bool IsFewer(Func<Diagnostic, bool> isMeant) => after.Findings.Count(isMeant) < before.Findings.Count(isMeant);
                }
            }
        }
        Assert.True(fixesTried > models / 2, $"Only {fixesTried} fixes were tried.");
    }

    // What one mistake has hidden may sound the same, but it is another attribute's.
    private static bool IsAlike(Diagnostic one, Diagnostic other) => one.GetMessage() == other.GetMessage() && AttributeOf(one) == AttributeOf(other);

    private static string? AttributeOf(Diagnostic flaw) =>
        flaw.Location.SourceTree!.GetRoot().FindNode(flaw.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>()?.Name.ToString();

    private static Document DocumentOf(string source)
    {
        var project = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Random", "Random", LanguageNames.CSharp, metadataReferences: References.All,
            parseOptions: TestCompilation.Parsing, compilationOptions: TestCompilation.Options);
        return new AdhocWorkspace().AddProject(project).AddDocument("Model.cs", SourceText.From(source));
    }

    private static async Task<(Diagnostic[] Findings, int Errors)> CheckAsync(Document document)
    {
        var cancel = TestContext.Current.CancellationToken;
        var compilation = (await document.Project.GetCompilationAsync(cancel))!;
        var findings = await compilation.WithAnalyzers(AllRules.Visible).GetAnalyzerDiagnosticsAsync(cancel);
        return ([.. findings], compilation.GetDiagnostics(cancel).Count(diagnostic => diagnostic is { Severity: DiagnosticSeverity.Error, Id: not RuleTest.PartialMemberWithoutImplementation }));
    }

    private static async Task<List<CodeAction>> FixesForAsync(Document document, Diagnostic flaw)
    {
        var actions = new List<CodeAction>();
        foreach (var fix in Fixes[flaw.Id])
            await fix.RegisterCodeFixesAsync(new(document, flaw, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return actions;
    }

    private static async Task<Document> ApplyAsync(Document document, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
    }
}
