using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Runtime.Tests.Composition;

namespace Roslyn.Tests.Rules.Healthy;

/// <summary>What is known to train gets neither a warning nor an error of any rule.</summary>
public sealed class HealthyTests
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using DeepDsl;";

    public static TheoryData<string> RuntimeModels => [.. typeof(Architectures).GetFields().Select(model => model.Name)];

    public static TheoryData<int> Published => [.. Enumerable.Range(0, PublishedArchitectures.All.Count())];

    public static TheoryData<string> Snapshots => [.. TestModels.Snapshots.Keys];

    public static TheoryData<string> Samples => [.. Directory.EnumerateDirectories(RulePages.InRepository("samples")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(RuntimeModels))]
    public Task Architectures_of_the_runs(string name) => NothingToWarnAbout((string)typeof(Architectures).GetField(name)!.GetRawConstantValue()!);

    [Theory, MemberData(nameof(Published))]
    public Task Published_architectures(int index) => NothingToWarnAbout(PublishedArchitectures.All.ElementAt(index));

    [Theory, MemberData(nameof(Snapshots))]
    public Task Models_of_snapshots(string name) => NothingToWarnAbout(TestModels.Snapshots[name]);

    [Fact]
    public Task A_model_of_blocks_in_another_file() => NothingToWarnAbout(TestModels.Blocks, TestModels.Composition);

    // What is in a folder Sick is sick on purpose.
    [Theory, MemberData(nameof(Samples))]
    public Task Samples_of_the_repository(string name) =>
        NothingToWarnAbout([.. Directory.EnumerateFiles(Path.Combine(RulePages.InRepository("samples"), name), "*.cs", SearchOption.AllDirectories).Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "Sick")).Select(File.ReadAllText)]);

    private static async Task NothingToWarnAbout(params string[] sources)
    {
        var compilation = TestCompilation.Compile([Usings, .. sources]);
        var findings = await compilation.WithAnalyzers(AllRules.Instances).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Contains(compilation.SyntaxTrees, tree => tree.ToString().Contains("[Model"));
        Assert.Empty(findings.Where(finding => finding.Severity >= DiagnosticSeverity.Warning));
    }
}
