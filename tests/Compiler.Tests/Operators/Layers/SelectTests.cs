using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class SelectTests : OperatorTests<SelectAttribute>
{
    protected override Use[] Uses =>
    [
        new("Select(1, 0)", "(6)"), new("Select(1, -1)", "(4, 6)"), new("Select(-1, 2)", "(4, 6)"), new("Select(2, 3)", "(3, 4, 5)"), new("Select(1, 1)", "(2, 3, 4, 5)"),
    ];

    [Theory]
    [InlineData("Select(1, 0)", "(6)", "()")]
    [InlineData("Select(1, -1)", "(4, 6)", "(6)")]
    [InlineData("Select(-1, 2)", "(4, 6)", "(4)")]
    [InlineData("Select(2, 3)", "(3, 4, 5)", "(3, 5)")]
    [InlineData("Select(1, 1)", "(2, 3, 4, 5)", "(3, 4, 5)")]
    public void Leaves_the_dimension_out(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    [Theory]
    [InlineData("Select(1, -1)", "x.select(1, 3)", "axis: 1, 3")]
    [InlineData("Select(-1, -6)", "x.select(2, 0)", "axis: 2, 0")]
    public void Counts_from_the_front_in_code(string use, string portable, string position)
    {
        var graph = Declare.Graph($"[Input(4, 6)] X [{use}] Y");
        Assert.Equal(portable, graph.Members["Y"].Operator!.Portable(new(graph.Members["Y"], ["x"], "", false)));
        Assert.Equal($"SelectKernel.Forward(w.X, w.Y, {position})", Assert.Single(Declare.Plan($"[Input(4, 6)] X [{use}] Y").Program.Forward).Text);
    }

    [Theory]
    [InlineData("Select(3, 0)", "(4, 6)", 3, "dimensions 1 to 2", "1")]
    [InlineData("Select(0, 0)", "(6)", 0, "dimension 1 alone", "1")]
    [InlineData("Select(1, 0)", "()", 1, "no dimension", null)]
    public void Needs_a_dimension_that_exists(string use, string input, int dim, string range, string? suggestion) =>
        Misfits<ShapeMismatch>(use, [input], $"selects along dimension {dim}, but its input {input} has {range} after the batch", "0", suggestion);

    [Theory]
    [InlineData("Select(1, 4)", 4, "-1")]
    [InlineData("Select(1, -5)", -5, "0")]
    public void Needs_a_position_that_exists(string use, int index, string suggestion) =>
        Misfits<ShapeMismatch>(use, ["(4, 6)"], $"selects position {index}, but dimension 1 of its input (4, 6) has positions 0 to 3", "1", suggestion);
}
