using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class MaxPool2dTests : OperatorTests<MaxPool2dAttribute>
{
    protected override Use[] Uses =>
    [
        new("MaxPool2d(2)", "(3, 8, 8)"), new("MaxPool2d(3, Stride = 2, Padding = 1)", "(9, 7, 9)"),
        new("MaxPool2d([3, 2], Stride = 2, CeilMode = true)", "(3, 8, 7)"),
        new("MaxPool2d(3, Stride = 1, Padding = 1)", "(4, 5, 5)"), new("MaxPool2d(1)", "(1, 1, 1)"),
    ];

    [Theory]
    [InlineData("MaxPool2d(2)", "(3, 8, 8)", "(3, 4, 4)")]
    [InlineData("MaxPool2d(2)", "(3, 9, 8)", "(3, 4, 4)")]
    [InlineData("MaxPool2d(3)", "(3, 9, 8)", "(3, 3, 2)")]
    [InlineData("MaxPool2d([2, 4])", "(3, 8, 8)", "(3, 4, 2)")]
    [InlineData("MaxPool2d(2, Stride = [1, 3])", "(3, 8, 8)", "(3, 7, 3)")]
    [InlineData("MaxPool2d(3, Stride = 2, Padding = 1)", "(64, 112, 112)", "(64, 56, 56)")]
    [InlineData("MaxPool2d(3, Stride = 2)", "(64, 55, 55)", "(64, 27, 27)")]
    public void Strides_by_its_window_unless_told_otherwise(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    // GoogLeNet's and SqueezeNet's maps, then windows that begin in the padding on the far side.
    [Theory]
    [InlineData("MaxPool2d(3, Stride = 2, CeilMode = true)", "(64, 112, 112)", "(64, 56, 56)")]
    [InlineData("MaxPool2d(3, Stride = 2, CeilMode = true)", "(64, 109, 110)", "(64, 54, 55)")]
    [InlineData("MaxPool2d(2, CeilMode = true)", "(3, 7, 8)", "(3, 4, 4)")]
    [InlineData("MaxPool2d(2, Stride = 2, Padding = 1, CeilMode = true)", "(3, 7, 8)", "(3, 4, 5)")]
    [InlineData("MaxPool2d(2, Stride = 3, Padding = 1, CeilMode = true)", "(3, 5, 6)", "(3, 2, 3)")]
    [InlineData("MaxPool2d(1, Stride = 2, CeilMode = true)", "(3, 4, 5)", "(3, 2, 3)")]
    public void Counts_a_window_over_the_edge_in_ceil_mode(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    [Theory]
    [InlineData("MaxPool2d(3, Stride = 2, CeilMode = true)", "(3, 2, 2)", "(3, 1, 1)")]
    [InlineData("MaxPool2d(3, CeilMode = true)", "(3, 1, 2)", "(3, 1, 1)")]
    [InlineData("MaxPool2d([2, 5], Stride = 3, CeilMode = true)", "(3, 4, 3)", "(3, 2, 1)")]
    public void Fits_over_a_smaller_map_in_ceil_mode(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    [Fact]
    public void Still_leaves_nothing_where_even_the_stride_does_not_reach_the_edge() => Misfits<EmptyFeatureMap>(
        "MaxPool2d(5, Stride = 2, CeilMode = true)", ["(3, 2, 2)"], "leaves nothing: a window of 5x5 does not fit into the map (3, 2, 2)",
        "Padding", "2", "Padding = 2 or a kernel of 2 fits");

    [Fact]
    public void Compares_every_element_of_every_window() => Assert.Equal(3 * 4 * 4 * 9, Place("MaxPool2d(3, Stride = 2, Padding = 1)", "(3, 8, 8)").Flops);

    [Fact]
    public void Learns_nothing() => Assert.Equal("", ParametersOf("MaxPool2d(2)", "(3, 8, 8)"));

    [Theory]
    [InlineData("MaxPool2d(3, Padding = 2)", "allows a padding of at most half the window 3, but Padding is 2", "1")]
    [InlineData("MaxPool2d([2, 4], Padding = [2, 2])", "allows a padding of at most half the window 2x4, but Padding is 2", "new[] { 1, 2 }")]
    [InlineData("MaxPool2d(1, Padding = 1)", "allows a padding of at most half the window 1, but Padding is 1", "0")]
    public void Pads_by_half_its_window_at_most(string use, string message, string suggestion) =>
        Misfits<ShapeMismatch>(use, ["(3, 8, 8)"], message, "Padding", suggestion);

    [Theory]
    [InlineData("MaxPool2d(0)", "needs a window of one or two sizes, each at least 1, but it is 0", "KernelSize")]
    [InlineData("MaxPool2d(2, Stride = 0)", "needs one or two strides, each at least 1, but Stride is 0", "Stride")]
    [InlineData("MaxPool2d(2, Padding = [0, -1])", "needs one or two paddings, each at least 0, but Padding is [0, -1]", "Padding")]
    public void Needs_sizes_in_range(string use, string message, string argument) => Misfits<ShapeMismatch>(use, ["(3, 8, 8)"], message, argument);

    [Theory]
    [InlineData("(64)")]
    [InlineData("(8, 16)")]
    public void Needs_a_feature_map(string input) =>
        Misfits<ShapeMismatch>("MaxPool2d(2)", [input], $"needs an input (channels, height, width), but gets {input}", null);

    [Fact]
    public void Needs_a_map_as_large_as_its_window() =>
        Misfits<EmptyFeatureMap>("MaxPool2d(2)", ["(64, 1, 1)"], "leaves nothing: a window of 2x2 does not fit into the map (64, 1, 1)",
            "Padding", "1", "Padding = 1 or a kernel of 1 fits");
}
