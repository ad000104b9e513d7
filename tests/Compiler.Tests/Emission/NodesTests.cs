using System.Text.RegularExpressions;
using DeepDsl.Compiler;
using DeepDsl.Compiler.Declarations;

namespace Compiler.Tests.Emission;

/// <summary>The bodies of the user's properties, what a hover over them says, and the summary.</summary>
public sealed class NodesTests
{
    [Fact]
    public void A_node_knows_its_shape_and_says_it()
    {
        var text = Generated.Of("[CrossEntropyLoss] class Net [Input(3, 8, 8)] Image [Conv2d(16, 3), BatchNorm2d] Stem [Flatten, Linear(1000)] Y").Nodes;
        Assert.Contains("    /// <summary>Shape (3, 8, 8).</summary>\n    public partial Node Image => new(3, 8, 8);\n", text);
        Assert.Matches(@"    /// <summary>Shape \(16, 6, 6\), 480 parameters\. Predicted for the start of training: E x² ≈ 1, gradient of the first weight ≈ \d(\.\d)?\.</summary>\n    public partial Node Stem => new\(16, 6, 6\);\n", text);
        Assert.Matches(@"    /// <summary>Shape \(1000\), 577,000 parameters\. Predicted for the start of training: E x² ≈ 0\.7, gradient of the first weight ≈ \d+(\.\d)?\.</summary>\n    public partial Node Y => new\(1000\);\n", text);
    }

    [Fact]
    public void The_users_own_comment_is_repeated_since_the_generated_one_replaces_it()
    {
        var text = Documented("<summary>\n    What the\n\n    camera saw.\n</summary>");
        Assert.Contains("""
                /// <summary>
                /// What the
                ///
                /// camera saw.
                /// </summary>
                /// <remarks>Shape (8).</remarks>
                public partial Node X => new(8);
            """.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void Modifiers_and_accessors_are_copied()
    {
        var model = Declare.Model("[Input(8)] X [Linear(4)] Y");
        var node = model.Nodes[1] with { Modifiers = "internal virtual partial", Setter = "private set" };
        var broken = model with { Nodes = [model.Nodes[0], node], FormProblems = [new(FormProblemKind.Form, "Y", "It has a setter")] };
        var text = ModelCompiler.Compile(ModelCompiler.Analyze(broken))[0].Text;
        Assert.Contains("internal virtual partial Node Y { get => new(4); private set { } }", text);
    }

    [Fact]
    public void A_property_that_is_not_partial_has_its_own_body()
    {
        var model = Declare.Model("[Input(8)] X [Linear(4)] Y");
        var plain = model with { Nodes = [model.Nodes[0] with { IsPartial = false }, model.Nodes[1]] };
        Assert.DoesNotContain("Node X", ModelCompiler.Compile(ModelCompiler.Analyze(plain))[0].Text);
    }

    [Fact]
    public void A_property_named_like_a_keyword_is_escaped() =>
        Assert.Contains("public partial Node @event => new(4);", Generated.Of("[Input(8)] X [Linear(4)] event").Nodes);

    [Fact]
    public void The_summary_lists_every_layer_with_what_its_arguments_came_to()
    {
        var text = Generated.Of("""
            Wide => 2 * X.Channels
            [Input(2, 8, 8)] X
            [Conv2d(nameof(Wide), [3, 3], WeightInit = Initializer.Orthogonal, Padding = 1), LeakyReLU] A
            [From(nameof(X)), Conv2d(4, 1), Concat(nameof(A)), Reshape(2, 2, -1)] B
            [Flatten, Linear(16), Tanh] Y
            """).Nodes;
        Assert.Equal(
            [
                """new("X", "Input", "(2, 8, 8)", 0, 0),""",
                """new("AConv", "Conv2d(4, [3, 3], WeightInit = Initializer.Orthogonal, Padding = 1)", "(4, 8, 8)", 76, 9216),""",
                """new("A", "LeakyReLU", "(4, 8, 8)", 0, 256),""",
                """new("BConv", "Conv2d(4, 1)", "(4, 8, 8)", 12, 1024),""",
                """new("BConcat", "Concat(A)", "(8, 8, 8)", 0, 0),""",
                """new("B", "Reshape(2, 2, -1)", "(2, 2, 128)", 0, 0),""",
                """new("YFlatten", "Flatten", "(512)", 0, 0),""",
                """new("YLinear", "Linear(16)", "(16)", 8208, 16384),""",
            ],
            text.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("new(\"", StringComparison.Ordinal)).Take(8));
    }

    [Fact]
    public void The_summary_calls_the_parts_of_a_composite_by_their_names()
    {
        var text = Generated.Of("[Input(2, 8, 8)] X [Conv2d(4, 1), Residual(Projection = Projection.Conv1x1BatchNorm)] Y").Nodes;
        Assert.Contains("""new("YProjection", "Conv2d of Residual", """, text);
        Assert.Contains("""new("YProjectionNorm", "BatchNorm2d of Residual", """, text);
        Assert.Contains("""new("Y", "Residual", """, text);
    }

    [Fact]
    public void The_summary_has_a_prediction_for_every_layer()
    {
        var text = Generated.Of("[CrossEntropyLoss] class Net [Input(64)] X [Linear(64, WeightInit = Initializer.KaimingNormal), ReLU] A [Linear(64, WeightInit = Initializer.KaimingNormal), ReLU, LayerNorm] B [Linear(10)] Y").Nodes;
        // He's initialization keeps the second moment behind every rectifier, and the norm brings it to 1 around a mean of 0.
        Assert.Matches(@"Signal = new\(\s+\[\s+1, 2, 1, 2, 1, 1, 1\.7,\s+\],\s+\[\s+null, [\d.]+, null, [\d.]+, null, null, [\d.]+,\s+\]\)\s+\};", text);
    }

    [Theory]
    [InlineData("[Linear(64), MatMul(nameof(X), TransposeOther = true)] Y", "[MatMul] has no rule")]
    [InlineData("[Linear(64)] Y", "no loss is declared")]
    public void The_summary_says_why_a_prediction_is_unsure(string members, string reason) =>
        Assert.Contains(reason, Regex.Match(Generated.Of("[Input(8, 64)] X " + members).Nodes, @"\{ Doubts = \[(.*)\] \},").Groups[1].Value);

    private static string Documented(string comment)
    {
        var model = Declare.Model("[Input(8)] X [Linear(4)] Y");
        var text = ModelCompiler.Compile(ModelCompiler.Analyze(model with { Nodes = [model.Nodes[0] with { Documentation = comment }, model.Nodes[1]] }))[0].Text;
        Assert.Empty(CodeText.Faults(text));
        return text;
    }
}
