using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Rules;

/// <summary>Blocks and the models that use them: who is told of which mistake.</summary>
public sealed class BlockTests
{
    private const string Block = """
        using DeepDsl;
        [Block] public partial class Gated
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Linear(nameof(Width)), Conv2d(3, 1, When = nameof(IsWide))] public partial Node Y { get; }
            bool IsWide => Width > 9;
        }
        """;

    private const string Model = """
        using DeepDsl;
        [Model, MSELoss] public partial class Net
        {
            [Input(8)] public partial Node X { get; }
            [Use<Gated>(3)] public partial Node First { get; }
            [ReLU, Use<Gated>(4)] public partial Node Y { get; }
        }
        """;

    [Fact]
    public async Task A_block_may_stand_in_another_file_before_or_after()
    {
        foreach (var sources in (string[][])[[Block, Model], [Model, Block]])
        {
            var compilation = TestCompilation.Of(sources);
            Assert.Empty(compilation.Diagnostics);
            Assert.Empty(await compilation.FindingsAsync());
            Assert.Contains(compilation.Files, file => file.SourceText.ToString().Contains("new(State, \"first.gated\""));
        }
    }

    [Theory]
    [InlineData("Use<Gated>(4)", "Use<Gated>(0)", "Use<Gated>(0)", "DD0101", "In 'Gated', 'Y': [Linear] needs at least one feature, but Features is 0")]
    [InlineData("Use<Gated>(4)", "Use<Gated>(10, Repeat = 3)", "Use<Gated>(10, Repeat = 3)", "DD0101", "In 'Gated', 'Y': [Conv2d] needs an input (channels, height, width), but gets (10) [X (8) → Linear (3) → ReLU (3) → Linear (10)]")]
    [InlineData("Use<Gated>(4)", "Use<Gated>(2.5)", "2.5", "DD0109", "'Width' of 'Gated' is an int, but gets 2.5")]
    [InlineData("Use<Gated>(4)", "Use<Gated>(3, Repeat = 0)", "Repeat = 0", "DD0109", "Repeat must be a whole number of at least 1, but is 0")]
    public async Task A_mistake_in_one_use_is_marked_there(string before, string after, string marked, string id, string message)
    {
        var compilation = TestCompilation.Of(Block, Model.Replace(before, after));
        Assert.Empty(compilation.DiagnosticsOfGenerated);
        var finding = Assert.Single(await compilation.FindingsAsync());
        Assert.Equal((id, marked, "Source1.cs"), (finding.Id, Marked(finding), finding.Location.SourceTree!.FilePath));
        Assert.Equal(message, finding.GetMessage(null));
    }

    [Fact]
    public async Task A_mistake_of_the_block_is_marked_in_the_block()
    {
        var compilation = TestCompilation.Of(Block.Replace("[Linear(nameof(Width)),", "[Linear(nameof(Width)), Add(\"Misspelt\"),"), Model);
        Assert.Empty(compilation.DiagnosticsOfGenerated);
        var finding = Assert.Single(await compilation.FindingsAsync());
        Assert.Equal(("\"Misspelt\"", "Source0.cs"), (Marked(finding), finding.Location.SourceTree!.FilePath));
    }

    [Fact]
    public async Task Uses_of_what_is_no_block_are_not_passed_over_in_silence()
    {
        var findings = await TestCompilation.Of(Model, "public class Gated;").FindingsAsync();
        Assert.Equal("'Gated' is no block: a class with [Block] or [Model] can be used", findings[0].GetMessage(null));
        Assert.All(findings, finding => Assert.Equal("DD0109", finding.Id));
    }

    [Fact]
    public async Task A_use_in_a_block_of_what_is_no_block_is_marked_there_and_not_where_the_block_is_used()
    {
        var compilation = TestCompilation.Of(Block.Replace("[Linear(nameof(Width)),", "[Linear(nameof(Width)), Use<Stranger>,"), Model, "public class Stranger;");
        var finding = Assert.Single(await compilation.FindingsAsync());
        Assert.Equal(("Use<Stranger>", "Source0.cs"), (Marked(finding), finding.Location.SourceTree!.FilePath));
    }

    [Fact]
    public async Task A_type_that_does_not_exist_is_an_error_of_the_language_alone()
    {
        var compilation = TestCompilation.Of(Model);
        Assert.Contains(compilation.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(await compilation.FindingsAsync());
    }

    [Fact]
    public async Task Recursion_is_reported_at_the_block_alone()
    {
        var compilation = TestCompilation.Of(Block.Replace("[Linear(nameof(Width)),", "[Linear(nameof(Width)), Use<Gated>(3),"), Model);
        Assert.Empty(compilation.DiagnosticsOfGenerated);
        var finding = Assert.Single(await compilation.FindingsAsync());
        Assert.Equal(("DD0108", "Use<Gated>(3)", "'Gated' uses itself, so it would never end"), (finding.Id, Marked(finding), finding.GetMessage(null)));
    }

    private static string Marked(Diagnostic finding) => finding.Location.SourceTree!.ToString().Substring(finding.Location.SourceSpan.Start, finding.Location.SourceSpan.Length);
}
