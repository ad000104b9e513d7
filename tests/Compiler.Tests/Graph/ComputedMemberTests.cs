using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Graph;

/// <summary>Names of numbers and flags in the arguments of operators.</summary>
public sealed class ComputedMemberTests
{
    [Fact]
    public void Sizes_are_inferred_and_never_repeated()
    {
        var graph = Declare.Sound(Declare.Graph("""
            [Input(6, 16)] X
            Width => X.Features
            Hidden => 4 * Width
            [LayerNorm, Linear(nameof(Hidden)), GELU, Linear(nameof(Width)), Residual(nameof(X))] Y
            """));
        Assert.Equal(["(6, 16)", "(6, 16)", "(6, 64)", "(6, 64)", "(6, 16)", "(6, 16)"], graph.Nodes.Select(node => node.Shape.ToString()));
    }

    [Theory]
    [InlineData("X.Channels", 3)]
    [InlineData("X.Height", 8)]
    [InlineData("X.Width", 10)]
    [InlineData("X.Features", 10)]
    [InlineData("X.Length", 8)]
    [InlineData("Stem.Channels", 5)]
    [InlineData("Stem.Height * Stem.Width", 48)]
    public void Every_size_of_an_earlier_value_has_a_name(string size, int features)
    {
        var graph = Declare.Sound(Declare.Graph($"[Input(3, 8, 10)] X Size => {size} [Conv2d(5, 3)] Stem [Flatten, Linear(nameof(Size))] Y"));
        Assert.Equal($"({features})", graph.Members["Y"].Shape.ToString());
    }

    [Theory]
    [InlineData("Conv2d(nameof(N), 3)", "(4, 6, 6)")]
    [InlineData("Conv2d(2, nameof(N))", "(2, 5, 5)")]
    [InlineData("Conv2d(nameof(N), nameof(N))", "(4, 5, 5)")]
    [InlineData("Conv2d(2, 1, Stride = nameof(N))", "(2, 2, 2)")]
    [InlineData("Conv2d(2, 3, Padding = nameof(N))", "(2, 14, 14)")]
    [InlineData("Conv2d(2, 2, Dilation = nameof(N))", "(2, 4, 4)")]
    [InlineData("Conv2d(8, 1, Groups = nameof(N))", "(8, 8, 8)")]
    [InlineData("MaxPool2d(nameof(N))", "(4, 2, 2)")]
    [InlineData("AvgPool2d(2, Stride = nameof(N))", "(4, 2, 2)")]
    [InlineData("AdaptiveAvgPool2d(nameof(N))", "(4, 4, 4)")]
    [InlineData("Flatten, Linear(nameof(N))", "(4)")]
    [InlineData("Dropout(nameof(P))", "(4, 8, 8)")]
    [InlineData("Dropout(nameof(Zero))", "(4, 8, 8)")]
    public void Names_stand_wherever_a_number_does(string use, string output) =>
        Assert.Equal(output, Declare.Sound(Declare.Graph($"N => 4 P => 1.0 / 4 Zero => 0 [Input(4, 8, 8)] X [{use}] Y")).Members["Y"].Shape.ToString());

    [Fact]
    public void A_named_number_takes_part_in_misfits_and_text()
    {
        var graph = Declare.Graph("N => 3 [Input(4, 8, 8)] X [Conv2d(8, 1, Groups = nameof(N))] Y");
        Assert.Equal("Groups", Assert.Single(graph.Problems).Site.Argument);
        Assert.Contains("but Groups is 3", graph.Problems[0].Misfit.Message);
        Assert.Equal("Linear(3)", Declare.Sound(Declare.Graph("N => 3 [Input(4)] X [Linear(nameof(N))] Y")).Members["Y"].Text);
    }

    [Theory]
    [InlineData("Linear(nameof(Widht))", "0", "There is no constant or computed member 'Widht'; did you mean 'Width'?", "Width")]
    [InlineData("Linear(nameof(Foo))", "0", "There is no constant or computed member 'Foo'", null)]
    [InlineData("Linear(nameof(X))", "0", "'X' is a Node, but a number or flag is expected here", null)]
    [InlineData("Reshape(8, 1, 1), Conv2d(4, 1, Stride = nameof(Widht))", "Stride", "There is no constant or computed member 'Widht'; did you mean 'Width'?", "Width")]
    [InlineData("Linear(nameof(Unfollowed))", "0",
        "'Unfollowed' is no number that the compiler can compute: 'null' may use int, double and bool, arithmetic, comparisons, ?:, Math.Min, Math.Max, constants and sizes such as X.Channels", null)]
    [InlineData("Linear(nameof(Later))", "0", "'Later' is no number that the compiler can compute: 'Y.Features' has no value here", null)]
    [InlineData("Linear(nameof(Loop))", "0", "'Loop' is no number that the compiler can compute: 'Loop + 1' has no value here", null)]
    [InlineData("Linear(nameof(Nothing))", "0", "'Nothing' is no number that the compiler can compute: '1 / 0' has no value here", null)]
    public void Says_why_a_name_is_no_number(string use, string argument, string message, string? suggestion)
    {
        var problem = Assert.Single(Declare.Graph($"Width => 4 Unfollowed => null Later => Y.Features Loop => Loop + 1 Nothing => 1 / 0 [Input(8)] X [{use}] Y").Problems);
        Assert.IsType<UnknownName>(problem.Misfit);
        Assert.Equal((message, suggestion), (problem.Misfit.Message, problem.Misfit.Suggestion));
        Assert.Equal(("Y", argument), (problem.Site.Member, problem.Site.Argument));
    }

    [Theory]
    [InlineData("Linear(nameof(Ratio))", "0")]
    [InlineData("Reshape(8, 1, 1), Conv2d(nameof(Ratio), 1)", "0")]
    [InlineData("Reshape(8, 1, 1), Conv2d(4, nameof(Ratio))", "1")]
    [InlineData("Reshape(8, 1, 1), AdaptiveAvgPool2d(nameof(Ratio))", "0")]
    public void Wants_a_whole_number_where_sizes_are_counted(string use, string argument)
    {
        var problem = Assert.Single(Declare.Graph($"Ratio => 2.5 [Input(8)] X [{use}] Y").Problems);
        Assert.Equal("'Ratio' is 2.5, but a whole number is expected here", problem.Misfit.Message);
        Assert.Equal(("Y", argument), (problem.Site.Member, problem.Site.Argument));
    }

    [Theory]
    [InlineData("[Linear(nameof(Flag))] Y")]
    [InlineData("[Reshape(8, 1, 1), Conv2d(4, 1, Stride = nameof(Flag))] Y")]
    public void Does_not_take_a_flag_for_a_number(string members) =>
        Assert.Equal("'Flag' is a flag, but a number is expected here", Assert.Single(Declare.Graph($"Flag => true [Input(8)] X {members}").Problems).Misfit.Message);

    [Fact]
    public void What_follows_from_an_earlier_mistake_is_not_reported_again()
    {
        var problem = Assert.Single(Declare.Graph("""
            [Input(8)] X
            Width => 2 * Broken.Features
            Skips => Width == 16
            [Conv2d(4, 3)] Broken
            [From(nameof(X)), Linear(nameof(Width)), ReLU(When = nameof(Skips))] Y
            """).Problems);
        Assert.Equal("Broken", problem.Site.Member);
    }

    [Theory]
    [InlineData("[Add(nameof(Misspelt))] Broken")]
    [InlineData("[Conv2d(4, 3)] Broken")]
    public void What_has_a_cause_of_its_own_is(string broken)
    {
        var problems = Declare.Graph($"[Input(8)] X Nothing => 1 / 0 {broken} [From(nameof(X)), Linear(nameof(Nothing))] Y").Problems;
        Assert.Equal(["Broken", "Y"], problems.Select(problem => problem.Site.Member));
    }
}
