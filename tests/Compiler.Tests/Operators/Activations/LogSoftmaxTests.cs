using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Activations;

public sealed class LogSoftmaxTests : OperatorTests<LogSoftmaxAttribute>
{
    protected override Use[] Uses =>
    [
        new("LogSoftmax", "(9)"), new("LogSoftmax(1)", "(4, 9)"), new("LogSoftmax(1)", "(3, 4, 5)"), new("LogSoftmax(2)", "(3, 4, 5)"),
        new("LogSoftmax", "(3, 4, 5)"), new("LogSoftmax(-2)", "(2, 3, 4, 5)"),
    ];

    [Theory]
    [InlineData("LogSoftmax", "(9)")]
    [InlineData("LogSoftmax(1)", "(3, 4, 5)")]
    public void Keeps_the_shape(string use, string input) => Assert.Equal(input, OutputOf(use, input));

    [Fact]
    public void Learns_nothing() => Assert.Equal("", ParametersOf("LogSoftmax", "(9)"));

    // Channels lie innermost behind a convolution, so that dimension 1 is the last axis there.
    [Theory]
    [InlineData("[Linear(5), LogSoftmax(1)]", 1)]
    [InlineData("[Linear(5), LogSoftmax(2)]", 2)]
    [InlineData("[Linear(5), LogSoftmax]", 3)]
    [InlineData("[Conv2d(3, 1), LogSoftmax(1)]", 3)]
    [InlineData("[Conv2d(3, 1), LogSoftmax(2)]", 1)]
    [InlineData("[Conv2d(3, 1), LogSoftmax(3)]", 2)]
    [InlineData("[Conv2d(3, 1), LogSoftmax]", 2)]
    [InlineData("[Conv2d(3, 1), LogSoftmax(-3)]", 3)]
    public void Acts_along_the_axis_where_the_dimension_lies_in_memory(string operators, int axis)
    {
        var program = Declare.Plan($"[Input(3, 4, 5)] X {operators} Y").Program;
        Assert.Contains($"axis: {axis})", Assert.Single(program.Forward, step => step.Text.StartsWith("LogSoftmax", StringComparison.Ordinal)).Text);
        Assert.Contains($"axis: {axis})", Assert.Single(program.Backward, step => step.Text.StartsWith("LogSoftmax", StringComparison.Ordinal)).Text);
    }

    [Theory]
    [InlineData("LogSoftmax(3)", "(8, 16)", "acts along dimension 3, but its input (8, 16) has dimensions 1 to 2 after the batch", "-1")]
    [InlineData("LogSoftmax(0)", "(8, 16)", "acts along dimension 0, but its input (8, 16) has dimensions 1 to 2 after the batch", "-1")]
    [InlineData("LogSoftmax(-3)", "(8, 16)", "acts along dimension -3, but its input (8, 16) has dimensions 1 to 2 after the batch", "-1")]
    [InlineData("LogSoftmax", "()", "acts along dimension -1, but its input () has no dimension after the batch", null)]
    public void Needs_a_dimension_that_exists(string use, string input, string message, string? suggestion) =>
        Misfits<ShapeMismatch>(use, [input], message, "0", suggestion);
}
