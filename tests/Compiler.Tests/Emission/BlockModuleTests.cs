using System.Text.RegularExpressions;
using DeepDsl.Compiler;

namespace Compiler.Tests.Emission;

/// <summary>Blocks in generated code: one class for all repetitions that are alike, an object and a line for each.</summary>
public sealed class BlockModuleTests
{
    private const string Basic = """
        [CrossEntropyLoss, SGD(0.1)] class Net
        block Basic { [Hyper] int Width [Hyper(1)] int Stride [Input] X
            [Conv2d(nameof(Width), 3, Stride = nameof(Stride), Padding = 1, Bias = false), BatchNorm2d, ReLU, Conv2d(nameof(Width), 3, Padding = 1, Bias = false), BatchNorm2d, Residual(nameof(X), Projection = Projection.Conv1x1BatchNorm), ReLU] Y }
        """;

    private const string ResNet = Basic + """
        [Input(3, 32, 32)] Image [Conv2d(16, 3, Padding = 1)] Stem
        [Use<Basic>(16, Repeat = 3)] Layer1 [Use<Basic>(32, [2, 1, 1])] Layer2 [Use<Basic>(64, [2, 1, 1])] Layer3
        [AdaptiveAvgPool2d(1), Flatten, Linear(10)] Y
        """;

    [Fact]
    public void Repetitions_of_other_sizes_share_a_class()
    {
        var files = Files(ResNet);
        // Seven blocks add their input, two project it.
        Assert.Equal(["BasicModule", "BasicModule2"], Classes(files[".Parameters"]));
        Assert.Equal(7, Regex.Count(files[".Parameters"], @"_layer\d_\d = new\(State, ""layer\d.basic.\d""(?!.*\[\d+, \d+, 1, 1\])"));
        Assert.Equal(2, Regex.Count(files[".Parameters"], @"_layer\d_0 = new\(State, ""layer\d.basic.0"".*\[\d+, \d+, 1, 1\]"));
        Assert.Equal(9, Regex.Count(files[".Training"], @"_layer\d_\d\.Forward\(w\.Layer\d_\d\);"));
        Assert.Equal(9, Regex.Count(files[".Training"], @"_layer\d_\d\.Backward\(w\.Layer\d_\d, w\.GradLayer\d_\d, parameters\);"));
        Assert.Equal(9, Regex.Count(files[".Forward"], @"= _layer\d_\d\.Compose\(\w+, training\);"));
        Assert.Equal(2, Regex.Count(files[".Training"], @"public void Forward\("));
        Assert.Equal(2, Regex.Count(files[".Training"], @"public void Backward\("));
    }

    [Fact]
    public void A_deep_stack_costs_a_few_lines_a_repetition()
    {
        var (few, many) = (Lines(4), Lines(24));
        // In all files: a field, its construction, one call in each of four passes, and three objects for values with their fields.
        Assert.InRange((many - few) / 20.0, 1, 11);

        static double Lines(int depth) => Files($$"""
            [MSELoss, AdamW(1e-3)] class Net
            block Layer { [Input] X Width => X.Features [LayerNorm, MultiheadAttention(2, Causal = true), Dropout(0.1), Residual(nameof(X))] H [LayerNorm, Linear(16), GELU, Linear(nameof(Width)), Residual] Y }
            [Input(5, 8)] X [Use<Layer>(Repeat = {{depth}})] Y
            """).Values.Sum(text => text.Split('\n').Length);
    }

    [Fact]
    public void Numbers_in_calls_that_differ_are_arguments()
    {
        var files = Files("""
            [MSELoss, SGD(0.1)] class Net
            block Dense { [Input] X [Linear(4)] New [From(nameof(X)), Concat(nameof(New)), Dropout(0.5)] Y }
            [Input(8)] X [Use<Dense>(Repeat = 3)] Y
            """);
        Assert.Single(Regex.Matches(files[".Training"], @"public void Forward\(StepValues v, int yConcatOffset, int yLayer\)"));
        Assert.Equal(["8, 0", "12, 1", "16, 2"], Regex.Matches(files[".Training"], @"_y\d\.Forward\(w\.Y\d, (.*)\);").Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Blocks_inside_blocks_are_objects_of_theirs()
    {
        var files = Files("""
            [MSELoss, SGD(0.1)] class Net
            block Inner { [Hyper] int Width [Input] X [Linear(nameof(Width)), Tanh] Y }
            block Outer { [Hyper] int Width [Input] X [Use<Inner>(nameof(Width)), Use<Inner>(nameof(Width))] Y }
            [Input(8)] X [Use<Outer>(4)] A [Use<Outer>(6)] B
            """);
        Assert.Equal(["InnerModule", "OuterModule"], Classes(files[".Parameters"]));
        Assert.Contains("""public readonly InnerModule YInner2 = new(state, name + ".y.inner2",""", files[".Parameters"]);
        Assert.Contains("YInner2.Forward(v.YInner2);", files[".Training"]);
        Assert.Contains("YInner.Backward(v.YInner, g.YInner, parameters, wantsInput);", files[".Training"]);
    }

    [Fact]
    public void A_shared_block_is_run_by_the_object_it_shares()
    {
        var files = Files("""
            [MSELoss, SGD(0.1)] class Net
            block Layer { [Input] X [Linear(8), Tanh] Y }
            [Input(8)] X [Use<Layer>] A [Use<Layer>(Share = nameof(A))] B
            """);
        Assert.Single(Regex.Matches(files[".Parameters"], "LayerModule _"));
        Assert.Contains("_aLayer.Forward(w.ALayer);", files[".Training"]);
        Assert.Contains("_aLayer.Forward(w.BLayer);", files[".Training"]);
        // The last use writes the gradients, the first one adds to them.
        Assert.Contains("_aLayer.Backward(w.BLayer, w.GradBLayer, parameters);", files[".Training"].Replace("Backward2", "Backward"));
        Assert.Equal(2, Regex.Count(files[".Training"], @"public void Backward2?\("));
    }

    [Fact]
    public void Classes_of_blocks_give_way_to_members()
    {
        var files = Files("[MSELoss, SGD(0.1)] class Net block Layer { [Input] X [Linear(8)] Y } [Input(8)] X [Use<Layer>] LayerModule [Tanh] Y");
        Assert.Equal(["LayerModule2"], Classes(files[".Parameters"]));
    }

    private static IEnumerable<string> Classes(string text) => Regex.Matches(text, @"partial class (\w+Module\d*)").Select(match => match.Groups[1].Value);

    private static Dictionary<string, string> Files(string source) => Declare.Files(source).ToDictionary(
        file => Regex.Match(file.HintName, @"\.[0-9a-f]{8}(.*)\.g\.cs$").Groups[1].Value,
        file =>
        {
            Assert.Empty(CodeText.Faults(file.Text));
            return file.Text;
        });
}
