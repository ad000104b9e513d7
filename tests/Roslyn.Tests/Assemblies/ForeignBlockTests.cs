using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Assemblies;

/// <summary>Blocks and models of other assemblies, however those are referenced.</summary>
public sealed class ForeignBlockTests
{
    private const string Blocks = """
        using DeepDsl;
        namespace Vision;
        public partial class Outer<T>
        {
            [Block] internal partial class Inner
            {
                [Hyper] internal partial int Width { get; }
                [Input] internal partial Node X { get; }
                [Linear(nameof(Width))] private partial Node Hidden { get; }
                [Tanh] internal partial Node Y { get; }
            }
        }
        /// <summary>Everything that cannot be seen in a compiled assembly.</summary>
        [Block] public partial class Gated
        {
            [Hyper] public partial int Scale { get; }
            [Hyper(0.25)] private partial double Factor { get; }
            [Input] public partial Node X { get; }
            private int Width => 4 * X.Features;
            [Use<Outer<int>.Inner>(nameof(Width)), Scale(nameof(Factor))] private partial Node Hidden { get; }
            [Linear(nameof(Scale))] public partial Node Y { get; }
        }
        [Model, CrossEntropyLoss, SGD(0.1)] public partial class Net
        {
            [Input(8)] public partial Node X { get; }
            [Linear(16), ReLU] public partial Node Body { get; }
            [Linear(10)] public partial Node Logits { get; }
        }
        """;

    private const string User = """
        using DeepDsl;
        using Vision;
        [Model, MSELoss, SGD(0.1)] public partial class Mine
        {
            [Input(3)] public partial Node X { get; }
            [Use<Gated>(3, Repeat = 2)] public partial Node Stack { get; }
            [SumOf(nameof(Stack), "Hidden")] public partial Node Hidden { get; }
            [Linear(8), Use<Net>(Until = nameof(Net.Body))] public partial Node Y { get; }
        }
        """;

    public static TheoryData<ReferenceKind> Kinds => [.. Library.Kinds];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_block_of_another_assembly_is_what_it_would_be_in_this_one(ReferenceKind kind)
    {
        var compilation = Using(User, Library.Compile("Library", Blocks).Reference(kind));
        Assert.Empty(compilation.Diagnostics);
        Assert.Empty(await compilation.FindingsAsync());
        var same = TestCompilation.Of(Blocks, User);
        Assert.Empty(same.Diagnostics);
        Assert.Equal(CodeOf(same), CodeOf(compilation));
        Assert.Contains("name + \".hidden.linear.weight\", [12, 3]", CodeOf(compilation));
        Assert.Contains("name + \".body.linear.weight\", [16, 8]", CodeOf(compilation));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_change_behind_a_private_node_or_a_computed_member_changes_the_model(ReferenceKind kind)
    {
        var before = Using(User, Library.Compile("Library", Blocks).Reference(kind));
        foreach (var (old, changed, shape) in ((string, string, string)[])[("=> 4 * X", "=> 2 * X", "[6, 3]"), ("[Linear(nameof(Width))] private", "[Linear(7)] private", "[7, 3]")])
        {
            Assert.Contains(old, Blocks);
            var after = Using(User, Library.Compile("Library", Blocks.Replace(old, changed)).Reference(kind));
            Assert.Empty(after.Diagnostics);
            Assert.NotEqual(CodeOf(before), CodeOf(after));
            Assert.Contains($"name + \".hidden.linear.weight\", {shape}", CodeOf(after));
        }
    }

    [Fact]
    public void Every_kind_of_reference_gives_the_same_declaration()
    {
        var models = Library.Kinds.Select(kind => ReadOf(Using(User, Library.Compile("Library", Blocks).Reference(kind)))).ToArray();
        Assert.All(models, model => Assert.Equal(models[0], model));
        Assert.Equal(["Library::Vision.Gated", "Library::Vision.Net", "Library::Vision.Outer`1+Inner"], models[0].Blocks.Select(block => block.Type.FullName));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_block_may_use_blocks_of_a_third_assembly(ReferenceKind kind)
    {
        // In the third one a class has the name of one in the first.
        var third = Library.Compile("Third", "using DeepDsl; [Block] internal partial class Part { [Input] internal partial Node X { get; } [Linear(6)] internal partial Node Y { get; } } [Block] public partial class Deep { [Input] public partial Node X { get; } [Use<Part>] public partial Node Y { get; } }").Reference(kind);
        var first = Library.Compile("First", "using DeepDsl; [Block] internal partial class Part { [Input] internal partial Node X { get; } [Tanh] internal partial Node Y { get; } } [Block] public partial class Middle { [Input] public partial Node X { get; } [Use<Deep>, Use<Part>] private partial Node H { get; } [ReLU] public partial Node Y { get; } }", third).Reference(kind);
        const string Model = "using DeepDsl; [Block] public partial class Part { [Input] public partial Node X { get; } [Sigmoid] public partial Node Y { get; } } [Model, MSELoss] public partial class Mine { [Input(3)] public partial Node X { get; } [Use<Middle>, Use<Part>] public partial Node Y { get; } }";

        var compilation = Using(Model, first, third);
        Assert.Empty(compilation.Diagnostics);
        Assert.Empty(await compilation.FindingsAsync());
        Assert.Equal(["Linear(6)", "Tanh", "ReLU", "Sigmoid"], DeepDsl.Reading.CompiledModels.Analyze(ReadOf(compilation)).LiveNodes.Select(node => node.Text));

        var finding = Assert.Single(await Using(Model, first).FindingsAsync());
        Assert.Equal("In 'Middle', 'H': 'Deep' stands in the assembly 'Third', which does not have it or is not referenced here", finding.GetMessage());
        Assert.Equal("Use<Middle>", Marked(finding));
    }

    [Theory]
    [InlineData("[Block] partial class Gated { [Input] public Node X { get; } [Tanh] public Node Y { get; } }", "'Library' does not say what 'Gated' consists of: it was compiled without DeepDsl's generator, or 'Gated' cannot be compiled there")]
    [InlineData("class Gated;", "'Gated' is no block: a class with [Block] or [Model] can be used")]
    [InlineData("[CompiledGraph(2, \"(block Gated)\")] class Gated;", "'Gated' was compiled with DeepDsl format 2; this one reads up to 1: update the DeepDsl package here")]
    [InlineData("[CompiledGraph(1, \"(block Gated\")] class Gated;", "What 'Library' says about 'Gated' is damaged: compile 'Library' again")]
    [InlineData("[CompiledGraph(1, null!)] class Gated;", "What 'Library' says about 'Gated' is damaged: compile 'Library' again")]
    [InlineData("[CompiledGraph(1, \"(block Gated (node X (Input)) (node Y (Novelty 3)))\")] class Gated;", "'Gated' of 'Library' has [Novelty(3)], which this DeepDsl does not know: update the DeepDsl package here")]
    [InlineData("[CompiledGraph(1, \"(block Gated (node X (Input)) (node Y (Linear 3 (= Novelty 1))))\")] class Gated;", "'Gated' of 'Library' has [Linear(3, Novelty = 1)], which this DeepDsl does not know: update the DeepDsl package here")]
    [InlineData("[CompiledGraph(1, \"(block Gated (node X (Input)) (node Y (Add (array \\\"Z\\\"))))\")] class Gated;", "'Gated' has mistakes of its own in 'Library': There is no member 'Z'; known so far: X")]
    [InlineData("[CompiledGraph(1, \"(block Gated (node X (Input)) (node Y (Use (of Gated))))\")] class Gated;", "'Gated' of 'Library' uses itself, so it would never end")]
    [InlineData("[CompiledGraph(1, \"(block Gated)\")] class Gated;", "'Gated' has mistakes of its own in 'Library': 'Gated' computes nothing: it needs an [Input(...)] and a member with operators")]
    [InlineData("[CompiledGraph(1, \"(block Gated (node X (Input)) (node Y (Linear 0)))\")] class Gated;", "In 'Gated', 'Y': [Linear] needs at least one feature, but Features is 0")]
    public async Task What_cannot_be_used_is_said_at_the_use(string declaration, string message)
    {
        foreach (var kind in Library.Kinds)
        {
            // Without the generator, which would have written the attribute itself.
            var library = Library.Input("Library", "using DeepDsl; " + declaration.Replace("class Gated", "public class Gated").Replace("partial public class", "public partial class")).Reference(kind);
            var compilation = Using("using DeepDsl; [Model, MSELoss] public partial class Mine { [Input(3)] public partial Node X { get; } [ReLU, Use<Gated>] public partial Node Y { get; } }", library);
            Assert.Empty(compilation.Diagnostics);
            var finding = Assert.Single(await compilation.FindingsAsync());
            Assert.Equal(message, finding.GetMessage());
            Assert.Equal("Use<Gated>", Marked(finding));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_mistake_in_one_use_is_marked_there(ReferenceKind kind)
    {
        var library = Library.Compile("Library", Blocks).Reference(kind);
        foreach (var (use, marked, message) in ((string, string, string)[])
        [
            ("Use<Gated>(0)", "Use<Gated>(0)", "In 'Gated', 'Y': [Linear] needs at least one feature, but Features is 0"),
            ("Use<Gated>(2.5)", "2.5", "'Scale' of 'Gated' is an int, but gets 2.5"),
            ("Use<Gated>(3, Until = \"Hiden\")", "Until = \"Hiden\"", "'Gated' has no node 'Hiden'; did you mean 'Hidden'?"),
        ])
        {
            var finding = Assert.Single(await Using($"using DeepDsl; using Vision; [Model, MSELoss] public partial class Mine {{ [Input(3)] public partial Node X {{ get; }} [{use}] public partial Node Y {{ get; }} }}", library).FindingsAsync());
            Assert.Equal((marked, message), (Marked(finding), finding.GetMessage()));
        }
    }

    private static TestCompilation Using(string source, params MetadataReference[] references) => TestCompilation.Of(Library.Input("Tests", source, references));

    /// <summary>The model's files but the one for other assemblies.</summary>
    private static string CodeOf(TestCompilation compilation) => string.Join("\n", compilation.Files
        .Where(file => file.HintName.StartsWith("Mine.", StringComparison.Ordinal) && !file.HintName.Contains(".Graph.")).OrderBy(file => file.HintName, StringComparer.Ordinal).Select(file => file.SourceText.ToString()));

    private static ModelDeclaration ReadOf(TestCompilation compilation) => compilation.Driver.GetRunResult().Results.Single().TrackedSteps[DeepDsl.Generators.Steps.Read]
        .SelectMany(step => step.Outputs).Select(output => output.Value).OfType<ModelDeclaration>().Single(model => model.Type.Name == "Mine");

    private static string Marked(Diagnostic finding) => finding.Location.SourceTree!.ToString().Substring(finding.Location.SourceSpan.Start, finding.Location.SourceSpan.Length);
}
