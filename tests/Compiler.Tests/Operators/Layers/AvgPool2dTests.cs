using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class AvgPool2dTests : OperatorTests<AvgPool2dAttribute>
{
    protected override Use[] Uses =>
    [
        new("AvgPool2d(2)", "(3, 8, 8)"), new("AvgPool2d(3, Stride = 2, Padding = 1)", "(9, 7, 9)"),
        new("AvgPool2d([3, 2], Padding = 1, CountIncludePad = false, CeilMode = true)", "(3, 7, 7)"),
        new("AvgPool2d(4)", "(1, 4, 4)"),
    ];

    [Theory]
    [InlineData("AvgPool2d(2)", "(6, 28, 28)", "(6, 14, 14)")]
    [InlineData("AvgPool2d(2)", "(3, 7, 7)", "(3, 3, 3)")]
    [InlineData("AvgPool2d(3, Stride = 1, Padding = 1)", "(3, 7, 7)", "(3, 7, 7)")]
    [InlineData("AvgPool2d([1, 7])", "(3, 7, 7)", "(3, 7, 1)")]
    [InlineData("AvgPool2d(2, CeilMode = true)", "(3, 7, 7)", "(3, 4, 4)")]
    [InlineData("AvgPool2d(2, Stride = 2, Padding = 1, CeilMode = true)", "(3, 7, 7)", "(3, 4, 4)")]
    [InlineData("AvgPool2d(3, Stride = 2, CeilMode = true)", "(3, 2, 2)", "(3, 1, 1)")]
    public void Slides_as_PyTorchs_does(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    [Theory]
    [InlineData("CountIncludePad = false", "countIncludePad: false")]
    [InlineData("CountIncludePad = true", "countIncludePad: true")]
    [InlineData("Padding = 1", "countIncludePad: true")]
    public void Tells_both_paths_what_counts(string option, string argument)
    {
        var model = Generated.Of($"[Input(3, 8, 8)] X [AvgPool2d(3, {option})] Y");
        Assert.Contains(argument, model.Forward);
        Assert.Equal(2, model.Training.Split(argument).Length - 1);
    }

    [Fact]
    public void Adds_every_element_of_every_window() => Assert.Equal(3 * 4 * 4 * 4, Place("AvgPool2d(2)", "(3, 8, 8)").Flops);

    [Fact]
    public void Learns_nothing() => Assert.Equal("", ParametersOf("AvgPool2d(2)", "(3, 8, 8)"));

    [Fact]
    public void Pads_by_half_its_window_at_most() =>
        Misfits<ShapeMismatch>("AvgPool2d(3, Padding = 2)", ["(3, 8, 8)"], "allows a padding of at most half the window 3, but Padding is 2", "Padding", "1");

    [Theory]
    [InlineData("AvgPool2d(-1)", "needs a window of one or two sizes, each at least 1, but it is -1", "KernelSize")]
    [InlineData("AvgPool2d(2, Stride = [1, 2, 3])", "needs one or two strides, each at least 1, but Stride is [1, 2, 3]", "Stride")]
    public void Needs_sizes_in_range(string use, string message, string argument) => Misfits<ShapeMismatch>(use, ["(3, 8, 8)"], message, argument);

    [Fact]
    public void Needs_a_feature_map() => Misfits<ShapeMismatch>("AvgPool2d(2)", ["(64)"], "needs an input (channels, height, width), but gets (64)", null);

    [Fact]
    public void Needs_a_map_as_large_as_its_window() =>
        Misfits<EmptyFeatureMap>("AvgPool2d([2, 7])", ["(8, 5, 5)"], "leaves nothing: a window of 2x7 does not fit into the map (8, 5, 5)",
            "Padding", "new[] { 0, 1 }", "Padding = new[] { 0, 1 } or a kernel of new[] { 2, 5 } fits");
}
