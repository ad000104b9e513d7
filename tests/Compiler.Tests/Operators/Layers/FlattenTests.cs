using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class FlattenTests : OperatorTests<FlattenAttribute>
{
    protected override Use[] Uses =>
        [
            new("Flatten", "(3, 4, 5)"), new("Flatten(2)", "(3, 4, 5)"), new("Flatten(1, 2)", "(3, 4, 5)"), new("Flatten", "(7)"),
            new("Flatten(1, 2)", "(2, 3, 4, 5)"),
        ];

    [Theory]
    [InlineData("Flatten", "(3, 4, 5)", "(60)")]
    [InlineData("Flatten", "(7)", "(7)")]
    [InlineData("Flatten(2)", "(3, 4, 5)", "(3, 20)")]
    [InlineData("Flatten(1, 2)", "(3, 4, 5)", "(12, 5)")]
    [InlineData("Flatten(-2)", "(3, 4, 5)", "(3, 20)")]
    [InlineData("Flatten(1, -2)", "(3, 4, 5)", "(12, 5)")]
    [InlineData("Flatten(3, 3)", "(3, 4, 5)", "(3, 4, 5)")]
    [InlineData("Flatten(2, 3)", "(2, 3, 4, 5)", "(2, 12, 5)")]
    public void Joins_dimensions_counted_with_the_batch(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    [Fact]
    public void Moves_and_learns_nothing()
    {
        Assert.Equal("", ParametersOf("Flatten", "(3, 4, 5)"));
        Assert.Equal(0, Place("Flatten", "(3, 4, 5)").Flops);
        Assert.Empty(Declare.Plan("[Input(4, 5)] X [Flatten] Y").Program.Forward);
    }

    [Theory]
    [InlineData("Flatten(4)", "starts at dimension 4, but its input (3, 4, 5) has dimensions 1 to 3 after the batch", "0", "1")]
    [InlineData("Flatten(0)", "starts at dimension 0, but its input (3, 4, 5) has dimensions 1 to 3 after the batch", "0", "1")]
    [InlineData("Flatten(-4)", "starts at dimension -4, but its input (3, 4, 5) has dimensions 1 to 3 after the batch", "0", "1")]
    [InlineData("Flatten(1, 4)", "ends at dimension 4, but its input (3, 4, 5) has dimensions 1 to 3 after the batch", "1", "-1")]
    [InlineData("Flatten(3, 2)", "starts at dimension 3, after its end 2", "1", "-1")]
    [InlineData("Flatten(-1, 1)", "starts at dimension -1, after its end 1", "1", "-1")]
    public void Needs_dimensions_that_exist(string use, string message, string argument, string suggestion) =>
        Misfits<ShapeMismatch>(use, ["(3, 4, 5)"], message, argument, suggestion);

    [Fact]
    public void Needs_an_axis() => Misfits<ShapeMismatch>("Flatten", ["()"], "needs a dimension to act on, but its input is a scalar per sample", null);
}
