using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class MeanTests : OperatorTests<MeanAttribute>
{
    protected override Use[] Uses =>
    [
        new("Mean(1)", "(6)"), new("Mean(2, 3)", "(3, 4, 5)"), new("Mean(1)", "(3, 4, 5)"), new("Mean(-1)", "(4, 6)"), new("Mean(1, 2, 3)", "(3, 4, 5)"), new("Mean(-2, 1)", "(2, 3, 4, 5)"),
    ];

    [Theory]
    [InlineData("Mean(1)", "(6)", "()")]
    [InlineData("Mean(2, 3)", "(3, 4, 5)", "(3)")]
    [InlineData("Mean(1)", "(3, 4, 5)", "(4, 5)")]
    [InlineData("Mean(-1)", "(4, 6)", "(4)")]
    [InlineData("Mean(3, 1)", "(3, 4, 5)", "(4)")]
    [InlineData("Mean(-2, 1)", "(2, 3, 4, 5)", "(3, 5)")]
    public void Leaves_the_dimensions_out(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    [Fact]
    public void Counts_the_dimensions_with_the_batch_in_code()
    {
        var graph = Declare.Graph("[Input(3, 4, 5)] X [Mean(-1, -2)] Y");
        Assert.Equal("x.mean([3, 2])", graph.Members["Y"].Operator!.Portable(new(graph.Members["Y"], ["x"], "", false)));
    }

    [Fact]
    public void Needs_a_dimension() => Misfits<ShapeMismatch>("Mean()", ["(6)"], "needs a dimension to take the mean over, such as Mean(1)", null);

    [Theory]
    [InlineData("Mean(4)", "(3, 4, 5)", 4, "dimensions 1 to 3", "0")]
    [InlineData("Mean(1, 0)", "(3, 4, 5)", 0, "dimensions 1 to 3", "1")]
    [InlineData("Mean(-2)", "(6)", -2, "dimension 1 alone", "0")]
    [InlineData("Mean(1)", "()", 1, "no dimension", "0")]
    public void Needs_dimensions_that_exist(string use, string input, int dim, string range, string argument) =>
        Misfits<ShapeMismatch>(use, [input], $"takes the mean over dimension {dim}, but its input {input} has {range} after the batch", argument);

    [Fact]
    public void Takes_a_dimension_once() => Misfits<ShapeMismatch>("Mean(1, -2)", ["(4, 6)"], "takes the mean over a dimension twice: (1, -2)", null);
}
