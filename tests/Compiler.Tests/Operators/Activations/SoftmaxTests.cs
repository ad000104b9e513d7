using DeepDsl;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Activations;

public sealed class SoftmaxTests : OperatorTests<SoftmaxAttribute>
{
    protected override Use[] Uses =>
    [
        new("Softmax", "(9)"), new("Softmax(1)", "(4, 9)"), new("Softmax(1)", "(3, 4, 5)"), new("Softmax(2)", "(3, 4, 5)"),
        new("Softmax", "(3, 4, 5)"), new("Softmax(-2)", "(2, 3, 4, 5)"),
    ];

    [Theory]
    [InlineData("Softmax", "(9)")]
    [InlineData("Softmax(1)", "(3, 4, 5)")]
    public void Keeps_the_shape(string use, string input) => Assert.Equal(input, OutputOf(use, input));

    [Fact]
    public void Learns_nothing() => Assert.Equal("", ParametersOf("Softmax", "(9)"));

    [Fact]
    public void Wants_Xavier_before_it() =>
        Assert.Equal((Initializer.XavierUniform, 1), Assert.IsType<IActivation>(Place("Softmax", "(9)"), exactMatch: false).Matching);

    // Channels lie innermost behind a convolution, so that dimension 1 is the last axis there.
    [Theory]
    [InlineData("[Linear(5), Softmax(1)]", 1)]
    [InlineData("[Linear(5), Softmax(2)]", 2)]
    [InlineData("[Linear(5), Softmax]", 3)]
    [InlineData("[Conv2d(3, 1), Softmax(1)]", 3)]
    [InlineData("[Conv2d(3, 1), Softmax(2)]", 1)]
    [InlineData("[Conv2d(3, 1), Softmax(3)]", 2)]
    [InlineData("[Conv2d(3, 1), Softmax]", 2)]
    [InlineData("[Conv2d(3, 1), Softmax(-3)]", 3)]
    public void Acts_along_the_axis_where_the_dimension_lies_in_memory(string operators, int axis)
    {
        var program = Declare.Plan($"[Input(3, 4, 5)] X {operators} Y").Program;
        Assert.Contains($"axis: {axis})", Assert.Single(program.Forward, step => step.Text.StartsWith("Softmax", StringComparison.Ordinal)).Text);
        Assert.Contains($"axis: {axis})", Assert.Single(program.Backward, step => step.Text.StartsWith("Softmax", StringComparison.Ordinal)).Text);
    }

    [Theory]
    [InlineData("Softmax(3)", "(8, 16)", "acts along dimension 3, but its input (8, 16) has dimensions 1 to 2 after the batch", "-1")]
    [InlineData("Softmax(0)", "(8, 16)", "acts along dimension 0, but its input (8, 16) has dimensions 1 to 2 after the batch", "-1")]
    [InlineData("Softmax(-3)", "(8, 16)", "acts along dimension -3, but its input (8, 16) has dimensions 1 to 2 after the batch", "-1")]
    [InlineData("Softmax", "()", "acts along dimension -1, but its input () has no dimension after the batch", null)]
    public void Needs_a_dimension_that_exists(string use, string input, string message, string? suggestion) =>
        Misfits<ShapeMismatch>(use, [input], message, "0", suggestion);
}
