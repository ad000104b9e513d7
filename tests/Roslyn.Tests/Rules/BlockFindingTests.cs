using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Roslyn.Tests.Assemblies;

namespace Roslyn.Tests.Rules;

/// <summary>Where rules mark what is wrong with the insides of blocks.</summary>
public sealed class BlockFindingTests
{
    private const string Block = """
        using DeepDsl;
        [Block] public partial class Part
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Linear(nameof(Width)), ReLU] public partial Node A { get; }
            [GELU] public partial Node Y { get; }
        }
        """;

    private const string Model = """
        using DeepDsl;
        [Model, CrossEntropyLoss] public partial class Net
        {
            [Input(8)] public partial Node X { get; }
            [Use<Part>(16), Use<Part>(32), Linear(10)] public partial Node Logits { get; }
        }
        """;

    private const string Message = "[GELU] in 'Part.Y' follows [ReLU] in 'Part.A' with no layer between: [ReLU] in 'Part.A' is nonlinear enough, remove [GELU] in 'Part.Y'";

    [Fact]
    public async Task In_the_block_in_whichever_file_it_stands()
    {
        foreach (var sources in (string[][])[[Block, Model], [Model, Block], [Block, Model, Model.Replace("Net", "Other")]])
        {
            var finding = Assert.Single(await FindingsAsync(TestCompilation.Compile(sources)));
            Assert.Equal(("DD0202", "GELU", Message), (finding.Id, Marked(finding), finding.GetMessage(null)));
        }
    }

    [Theory]
    [InlineData("[DeepDsl.ModelAttribute, ")]
    [InlineData("[global::DeepDsl.Model, ")]
    [InlineData("[Network, ")]
    public async Task However_the_model_names_its_attribute(string attribute) =>
        Assert.Single(await FindingsAsync(TestCompilation.Compile([Block, Model.Replace("using DeepDsl;", "using DeepDsl; using Network = DeepDsl.ModelAttribute;").Replace("[Model, ", attribute)])));

    [Fact]
    public async Task At_the_use_where_the_block_stands_in_another_assembly()
    {
        var library = Library.Compile("Library", Block).Reference(ReferenceKind.Image);
        var findings = await FindingsAsync(Library.Input("User", Model, library));
        Assert.Equal(["Use<Part>(16)", "Use<Part>(32)"], findings.Select(Marked));
        Assert.All(findings, finding => Assert.Equal($"In 'Part', 'Y': {Message}", finding.GetMessage(null)));
    }

    [Fact]
    public async Task At_the_use_where_only_that_is_wrong()
    {
        const string block = """
            using DeepDsl;
            [Block] public partial class Part
            {
                [Hyper] public partial int Width { get; }
                [Input] public partial Node X { get; }
                [Tanh, Linear(nameof(Width))] public partial Node Y { get; }
            }
            """;
        var finding = Assert.Single(await FindingsAsync(TestCompilation.Compile([block, Model.Replace("Use<Part>(16), Use<Part>(32)", "Linear(4), Use<Part>(16), ReLU, Use<Part>(32), ReLU")])));
        Assert.Equal(("DD0202", "Use<Part>(32)"), (finding.Id, Marked(finding)));
        Assert.StartsWith("In 'Part', 'Y': [Tanh] in 'Part.Y' follows [ReLU] in 'Logits'", finding.GetMessage(null));
    }

    [Fact]
    public async Task In_a_model_that_another_one_uses_once()
    {
        const string inner = """
            using DeepDsl;
            [Model, CrossEntropyLoss] public partial class Inner
            {
                [Input(8)] public partial Node X { get; }
                [Linear(16), ReLU, Tanh] public partial Node Body { get; }
                [Linear(10)] public partial Node Logits { get; }
            }
            """;
        const string outer = """
            using DeepDsl;
            [Model, CrossEntropyLoss] public partial class Outer
            {
                [Input(8)] public partial Node X { get; }
                [Use<Inner>(Until = nameof(Inner.Body)), Linear(5)] public partial Node Logits { get; }
            }
            """;
        var finding = Assert.Single(await FindingsAsync(TestCompilation.Compile([inner, outer])));
        Assert.Equal(("Tanh", "Source0.cs"), (Marked(finding), finding.Location.SourceTree!.FilePath));
    }

    [Fact]
    public async Task Nothing_about_models_that_cannot_be_built()
    {
        var findings = await FindingsAsync(TestCompilation.Compile([Block, Model.Replace("Linear(10)", "Linear(0)")]));
        Assert.Equal(["DD0101"], findings.Select(finding => finding.Id));
    }

    [Fact]
    public async Task With_the_severity_that_a_project_sets()
    {
        var compilation = TestCompilation.Compile([Block, Model], options: TestCompilation.Options.WithSpecificDiagnosticOptions([new("DD0202", ReportDiagnostic.Error)]));
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await FindingsAsync(compilation)).Severity);
    }

    private static async Task<Diagnostic[]> FindingsAsync(Compilation compilation) =>
        [.. (await compilation.WithAnalyzers(AllRules.Visible).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).OrderBy(finding => finding.Location.SourceSpan.Start)];

    private static string Marked(Diagnostic finding) => finding.Location.SourceTree!.ToString().Substring(finding.Location.SourceSpan.Start, finding.Location.SourceSpan.Length);
}
