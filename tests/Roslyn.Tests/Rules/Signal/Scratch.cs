#pragma warning disable xUnit1051
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
namespace Roslyn.Tests.Rules.Signal;
public sealed class Scratch
{
    [Fact]
    public async Task Print()
    {
        var fixes = typeof(DeepDsl.CodeFixes.ModelFix).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(CodeFixProvider))).Select(t => (CodeFixProvider)Activator.CreateInstance(t)!).ToLookup(f => f.FixableDiagnosticIds.Single());
        foreach (var id in RulePages.Ids.Where(i => string.CompareOrdinal(i, "DD0300") > 0 && string.CompareOrdinal(i, "DD0409") < 0))
        foreach (var head in new[] { "Example", "Fixed" })
        foreach (var ex in RulePages.Examples(id, head))
        {
            var project = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "R", "R", LanguageNames.CSharp, metadataReferences: References.All, parseOptions: TestCompilation.Parsing, compilationOptions: TestCompilation.Options);
            var doc = new AdhocWorkspace().AddProject(project).AddDocument("Model.cs", SourceText.From("using DeepDsl;\n" + ex));
            var findings = await (await doc.Project.GetCompilationAsync())!.WithAnalyzers(AllRules.Instances).GetAnalyzerDiagnosticsAsync();
            foreach (var f in findings)
            {
                Console.WriteLine($"@@ {id} {head}: {f.Id} {f.Severity} {f.GetMessage(null)}");
                var actions = new List<CodeAction>();
                foreach (var fix in fixes[f.Id]) await fix.RegisterCodeFixesAsync(new(doc, f, (a, _) => actions.Add(a), default));
                foreach (var a in actions)
                {
                    Console.WriteLine($"@@ {id} {head}     FIX {a.Title}   [{a.EquivalenceKey}]");
                    var changed = (await a.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(doc.Id)!;
                    Console.WriteLine($"@@ {id} {head}          " + string.Join(" | ", (await changed.GetTextAsync()).ToString().Split('\n').Where(l => l.Contains("Node H1") || l.Contains("Node Y") || l.Contains("Hidden"))));
                }
            }
        }
    }
}
