using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class TransposeTests : OperatorTests<TransposeAttribute>
{
    protected override Use[] Uses =>
    [
        new("Transpose(1, 2)", "(4, 6)"), new("Transpose(-1, 1)", "(3, 4, 5)"), new("Transpose(1, 1)", "(6)"), new("Transpose(2, 4)", "(2, 3, 4, 5)"),
    ];

    [Theory]
    [InlineData("Transpose(1, 2)", "(4, 6)", "(6, 4)")]
    [InlineData("Transpose(-1, 1)", "(3, 4, 5)", "(5, 4, 3)")]
    [InlineData("Transpose(2, 2)", "(3, 4, 5)", "(3, 4, 5)")]
    [InlineData("Transpose(2, 4)", "(2, 3, 4, 5)", "(2, 5, 4, 3)")]
    public void Exchanges_two_dimensions(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    [Fact]
    public void Counts_the_dimensions_with_the_batch_in_code()
    {
        var graph = Declare.Graph("[Input(3, 4, 5)] X [Transpose(-1, 1)] Y");
        Assert.Equal("x.transpose(3, 1)", graph.Members["Y"].Operator!.Portable(new(graph.Members["Y"], ["x"], "", false)));
        Assert.Equal("PermuteKernel.Run(w.X, w.Y, [0, 3, 2, 1])", Assert.Single(Declare.Plan("[Input(3, 4, 5)] X [Transpose(-1, 1)] Y").Program.Forward).Text);
    }

    [Theory]
    [InlineData("Transpose(3, 1)", "(4, 6)", 3, "dimensions 1 to 2", "0")]
    [InlineData("Transpose(1, 0)", "(4, 6)", 0, "dimensions 1 to 2", "1")]
    [InlineData("Transpose(1, 2)", "(6)", 2, "dimension 1 alone", "1")]
    public void Needs_dimensions_that_exist(string use, string input, int dim, string range, string argument) =>
        Misfits<ShapeMismatch>(use, [input], $"exchanges dimension {dim}, but its input {input} has {range} after the batch", argument);

    [Fact]
    public void Needs_an_axis() => Misfits<ShapeMismatch>("Transpose(1, 2)", ["()"], "needs a dimension to act on, but its input is a scalar per sample", null);
}
