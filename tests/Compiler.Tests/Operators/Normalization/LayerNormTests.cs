using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Normalization;

public sealed class LayerNormTests : OperatorTests<LayerNormAttribute>
{
    protected override Use[] Uses =>
    [
        new("LayerNorm", "(9)"), new("LayerNorm(Bias = false)", "(4, 9)"), new("LayerNorm(Dims = 2)", "(4, 3, 9)"),
        new("LayerNorm(Dims = 3, ElementwiseAffine = false)", "(4, 3, 5)"),
        new("LayerNorm", "(2, 3, 4, 5)"),
    ];

    [Theory]
    [InlineData("LayerNorm", "(4, 9)")]
    [InlineData("LayerNorm(Dims = 3)", "(4, 3, 5)")]
    public void Keeps_the_shape(string use, string input) => Assert.Equal(input, OutputOf(use, input));

    [Theory]
    [InlineData("LayerNorm", "weight (5); bias (5)")]
    [InlineData("LayerNorm(Dims = 2)", "weight (3, 5); bias (3, 5)")]
    [InlineData("LayerNorm(Dims = 3)", "weight (4, 3, 5); bias (4, 3, 5)")]
    [InlineData("LayerNorm(Bias = false)", "weight (5)")]
    [InlineData("LayerNorm(ElementwiseAffine = false)", "")]
    public void Scales_and_shifts_every_element_of_the_last_dimensions(string use, string parameters) =>
        Assert.Equal(parameters, ParametersOf(use, "(4, 3, 5)"));

    [Fact]
    public void Keeps_nothing_between_steps() => Assert.Empty(Place("LayerNorm", "(4, 9)").Buffers);

    [Theory]
    [InlineData("LayerNorm(Dims = 3)", "(8, 16)", "normalizes the last 3 dimensions, but its input (8, 16) has 2", "2")]
    [InlineData("LayerNorm(Dims = 0)", "(8, 16)", "normalizes the last 0 dimensions, but its input (8, 16) has 2", "1")]
    [InlineData("LayerNorm(Dims = -1)", "(8, 16)", "normalizes the last -1 dimensions, but its input (8, 16) has 2", "1")]
    [InlineData("LayerNorm", "()", "normalizes the last 1 dimensions, but its input () has 0", null)]
    public void Needs_as_many_dimensions(string use, string input, string message, string? suggestion) =>
        Misfits<ShapeMismatch>(use, [input], message, "Dims", suggestion);
}
