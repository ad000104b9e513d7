using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Roslyn.Tests.Rules;

/// <summary>The configurations behind <c>DeepDslAnalysisMode</c>, which the package brings.</summary>
public sealed class AnalysisModeTests
{
    private static readonly string Folder = RulePages.InRepository("src/DeepDsl/buildTransitive/AnalysisModes");

    public static TheoryData<string> Modes => ["Minimum", "All"];

    [Fact]
    public void There_is_one_file_for_each() => Assert.Equal(Modes.Select(mode => $"{mode.Data}.globalconfig").Order(), Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order());

    [Theory, MemberData(nameof(Modes))]
    public void A_file_says_of_every_rule_what_follows_from_its_severity(string mode) => Assert.Equal(Expected(mode), File.ReadAllText(Path.Combine(Folder, $"{mode}.globalconfig")));

    [Theory]
    [InlineData("Minimum", "", "")]
    [InlineData("Recommended", "", "DD0108 Warning, DD0602 Info")]
    [InlineData("All", "", "DD0108 Warning, DD0602 Warning")]
    [InlineData("Minimum", "dotnet_diagnostic.DD0602.severity = error", "DD0602 Error")]
    [InlineData("Minimum", "deepdsl.only_errors = false", "DD0108 Warning")]
    [InlineData("All", "dotnet_diagnostic.DD0602.severity = none", "DD0108 Warning")]
    public async Task What_a_project_says_of_a_rule_wins(string mode, string editorconfig, string expected)
    {
        const string source = """
            using DeepDsl;
            [Model, CrossEntropyLoss] public partial class Net
            {
                [Input(64)] public partial Node X { get; }
                [Linear(32)] public partial Node Unused { get; }
                [From(nameof(X)), Linear(8), BatchNorm1d, ReLU, Linear(10)] public partial Node Logits { get; }
            }
            """;
        Assert.Equal(expected, string.Join(", ", await FindingsAsync(source, mode, editorconfig)));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Errors_stay_errors(string mode) => Assert.Equal(["DD0101 Error"], await FindingsAsync("""
        using DeepDsl;
        [Model, CrossEntropyLoss] public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(8), BatchNorm2d, ReLU, Linear(10)] public partial Node Logits { get; }
        }
        """, mode, ""));

    private static string Expected(string mode)
    {
        var text = new StringBuilder($"# DeepDslAnalysisMode = {mode}: the rules and their severities as AnalysisModeTests derives them from the rules.\nis_global = true\nglobal_level = -100\n");
        if (mode == "Minimum")
            text.Append("\n# Rules about errors that have milder cases leave these out.\ndeepdsl.only_errors = true\n");
        foreach (var rule in AllRules.Descriptors.Where(rule => rule.DefaultSeverity < DiagnosticSeverity.Error && (mode == "Minimum" || rule.DefaultSeverity > DiagnosticSeverity.Hidden)))
            text.Append($"\n# {rule.Id}: {rule.Title}\ndotnet_diagnostic.{rule.Id}.severity = {(mode == "Minimum" ? "none" : "warning")}\n");
        return text.ToString();
    }

    private static async Task<IEnumerable<string>> FindingsAsync(string source, string mode, string editorconfig)
    {
        var files = new List<AnalyzerConfig> { AnalyzerConfig.Parse($"root = true\n[*.cs]\n{editorconfig}\n", "/project/.editorconfig") };
        if (mode != "Recommended")
            files.Add(AnalyzerConfig.Parse(File.ReadAllText(Path.Combine(Folder, $"{mode}.globalconfig")), $"/package/{mode}.globalconfig"));
        var set = AnalyzerConfigSet.Create(files, out var problems);
        Assert.Empty(problems);
        var tree = CSharpSyntaxTree.ParseText(source, TestCompilation.Parsing, "/project/Net.cs");
        var configuration = new Configuration(set);
        var compilation = CSharpCompilation.Create("Tests", [tree], References.All, TestCompilation.Options.WithSyntaxTreeOptionsProvider(configuration.Severities));
        var options = new AnalyzerOptions([], configuration);
        var findings = await compilation.WithAnalyzers(AllRules.Visible, options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return findings.Select(finding => $"{finding.Id} {finding.Severity}").Order(StringComparer.Ordinal);
    }

    // As the compiler asks configurations; its own classes for that are internal.
    private sealed class Configuration(AnalyzerConfigSet set) : AnalyzerConfigOptionsProvider
    {
        public SyntaxTreeOptionsProvider Severities { get; } = new OfTrees(set);

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(set.GlobalConfigOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(set.GetOptionsForSourcePath(tree.FilePath));

        public override AnalyzerConfigOptions GetOptions(AdditionalText text) => GlobalOptions;

        private sealed class Options(AnalyzerConfigOptionsResult result) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => result.AnalyzerOptions.TryGetValue(key, out value);
        }

        private sealed class OfTrees(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
        {
            public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancel) => GeneratedKind.Unknown;

            public override bool TryGetDiagnosticValue(SyntaxTree tree, string id, CancellationToken cancel, out ReportDiagnostic severity) =>
                set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(id, out severity);

            public override bool TryGetGlobalDiagnosticValue(string id, CancellationToken cancel, out ReportDiagnostic severity) => set.GlobalConfigOptions.TreeOptions.TryGetValue(id, out severity);
        }
    }
}
