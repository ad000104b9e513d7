using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class Conv2dTests : OperatorTests<Conv2dAttribute>
{
    protected override Use[] Uses =>
    [
        new("Conv2d(8, 3)", "(3, 9, 9)"), new("Conv2d(4, 3, Padding = 1, Bias = false)", "(1, 5, 7)"),
        new("Conv2d(6, [3, 2], Stride = new[] { 2, 1 }, Padding = [1, 0])", "(3, 9, 8)"),
        new("Conv2d(6, 3, Groups = 2, Dilation = 2)", "(4, 9, 9)"), new("Conv2d(4, 3, Groups = 4, Padding = 1)", "(4, 6, 6)"), new("Conv2d(5, 1)", "(2, 1, 1)"),
        new("Conv2d(1, 3)", "(2, 3, 3)"),
    ];

    [Theory]
    [InlineData("Conv2d(8, 3)", "(3, 32, 32)", "(8, 30, 30)")]
    [InlineData("Conv2d(8, 3, Padding = 1)", "(3, 32, 32)", "(8, 32, 32)")]
    [InlineData("Conv2d(64, 7, Stride = 2, Padding = 3)", "(3, 224, 224)", "(64, 112, 112)")]
    [InlineData("Conv2d(64, 11, Stride = 4, Padding = 2)", "(3, 224, 224)", "(64, 55, 55)")]
    [InlineData("Conv2d(8, 3, Dilation = 2)", "(3, 32, 32)", "(8, 28, 28)")]
    [InlineData("Conv2d(8, 3, Dilation = 2, Padding = 2)", "(3, 32, 32)", "(8, 32, 32)")]
    [InlineData("Conv2d(8, 3, Stride = 3, Dilation = 3, Padding = 3)", "(3, 32, 32)", "(8, 11, 11)")]
    [InlineData("Conv2d(8, 32)", "(3, 32, 32)", "(8, 1, 1)")]
    [InlineData("Conv2d(8, 1, Stride = 40)", "(3, 32, 32)", "(8, 1, 1)")]
    [InlineData("Conv2d(8, 1, Padding = 5)", "(3, 1, 1)", "(8, 11, 11)")]
    public void Slides_as_PyTorchs_does(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    [Theory]
    [InlineData("Conv2d(8, [3, 5])", "(8, 30, 28)")]
    [InlineData("Conv2d(8, 3, Stride = [2, 1])", "(8, 15, 30)")]
    [InlineData("Conv2d(8, 3, Padding = [0, 2])", "(8, 30, 34)")]
    [InlineData("Conv2d(8, 3, Dilation = [1, 3])", "(8, 30, 26)")]
    [InlineData("Conv2d(8, [3], Stride = [2])", "(8, 15, 15)")]
    public void Takes_the_height_before_the_width(string use, string output) => Assert.Equal(output, OutputOf(use, "(3, 32, 32)"));

    [Theory]
    [InlineData("Conv2d(8, 3)", "weight (8, 6, 3, 3) of 54 and 72; bias (8)")]
    [InlineData("Conv2d(8, 3, Bias = false)", "weight (8, 6, 3, 3) of 54 and 72")]
    [InlineData("Conv2d(8, [3, 5], Groups = 2)", "weight (8, 3, 3, 5) of 45 and 120; bias (8)")]
    [InlineData("Conv2d(6, 3, Groups = 6)", "weight (6, 1, 3, 3) of 9 and 54; bias (6)")]
    [InlineData("Conv2d(8, 1, BiasInit = Initializer.TorchDefault)", "weight (8, 6, 1, 1) of 6 and 8; bias (8) of 6 and 6")]
    public void Counts_fans_as_PyTorch_does(string use, string parameters) => Assert.Equal(parameters, ParametersOf(use, "(6, 32, 32)"));

    [Theory]
    [InlineData("Conv2d(8, 3)", 2 * 8 * 30 * 30 * 4 * 9)]
    [InlineData("Conv2d(8, 3, Groups = 4)", 2 * 8 * 30 * 30 * 9)]
    [InlineData("Conv2d(8, 3, Dilation = 5, Padding = 5)", 2 * 8 * 32 * 32 * 4 * 9)]
    public void Multiplies_and_adds_once_per_tap(string use, long flops) => Assert.Equal(flops, Place(use, "(4, 32, 32)").Flops);

    [Theory]
    [InlineData("()")]
    [InlineData("(64)")]
    [InlineData("(8, 16)")]
    [InlineData("(3, 8, 8, 8)")]
    public void Needs_a_feature_map(string input) =>
        Misfits<ShapeMismatch>("Conv2d(4, 3)", [input], $"needs an input (channels, height, width), but gets {input}", null);

    [Theory]
    [InlineData("Conv2d(0, 3)", "needs at least one output channel, but OutChannels is 0", "0")]
    [InlineData("Conv2d(4, 0)", "needs a window of one or two sizes, each at least 1, but it is 0", "KernelSize")]
    [InlineData("Conv2d(4, [3, 3, 3])", "needs a window of one or two sizes, each at least 1, but it is [3, 3, 3]", "KernelSize")]
    [InlineData("Conv2d(4, [])", "needs a window of one or two sizes, each at least 1, but it is []", "KernelSize")]
    [InlineData("Conv2d(4, 3, Stride = 0)", "needs one or two strides, each at least 1, but Stride is 0", "Stride")]
    [InlineData("Conv2d(4, 3, Stride = [1, -2])", "needs one or two strides, each at least 1, but Stride is [1, -2]", "Stride")]
    [InlineData("Conv2d(4, 3, Padding = -1)", "needs one or two paddings, each at least 0, but Padding is -1", "Padding")]
    [InlineData("Conv2d(4, 3, Dilation = 0)", "needs one or two dilations, each at least 1, but Dilation is 0", "Dilation")]
    [InlineData("Conv2d(4, 3, Padding = null)", "needs one or two paddings, each at least 0, but Padding is null", "Padding")]
    [InlineData("Conv2d(4, 3, Stride = 1.5)", "needs one or two strides, each at least 1, but Stride is 1.5", "Stride")]
    public void Needs_sizes_in_range(string use, string message, string argument) => Misfits<ShapeMismatch>(use, ["(3, 8, 8)"], message, argument);

    [Theory]
    [InlineData("Conv2d(4, 3, Stride = [1.5, 2.5])", "needs one or two strides, each at least 1, but Stride is [1.5, 2.5]", "Stride")]
    [InlineData("Conv2d(4, 3, Padding = [nameof(A), nameof(B)])", "needs one or two paddings, each at least 0, but Padding is [\"A\", \"B\"]", "Padding")]
    [InlineData("Conv2d(4, 3, Dilation = [1, true])", "needs one or two dilations, each at least 1, but Dilation is [1, true]", "Dilation")]
    public void Names_what_came_in_an_array_of_something_else(string use, string message, string argument) =>
        Misfits<ShapeMismatch>(use, ["(3, 8, 8)"], message, argument);

    [Theory]
    [InlineData("Conv2d(8, 3, Groups = 3)", 3, "2")]
    [InlineData("Conv2d(6, 3, Groups = 5)", 5, "6")]
    [InlineData("Conv2d(7, 3, Groups = 2)", 2, "1")]
    [InlineData("Conv2d(8, 3, Groups = 0)", 0, "1")]
    [InlineData("Conv2d(8, 3, Groups = 100)", 100, "4")]
    public void Needs_groups_that_divide_the_channels(string use, int groups, string nearest)
    {
        var outChannels = use["Conv2d(".Length] - '0';
        Misfits<NotDivisible>(use, ["(12, 8, 8)"],
            $"needs groups that divide the 12 channels of its input (12, 8, 8) and the {outChannels} of its output, but Groups is {groups}", "Groups", nearest, $"the nearest that does is {nearest}");
    }

    [Theory]
    [InlineData("Conv2d(4, 5)", "(3, 4, 4)", "leaves nothing: a window of 5x5 does not fit into the map (3, 4, 4)", "1", "Padding = 1 or a kernel of 4 fits")]
    [InlineData("Conv2d(4, [1, 7])", "(3, 4, 4)", "leaves nothing: a window of 1x7 does not fit into the map (3, 4, 4)", "new[] { 0, 2 }", "Padding = new[] { 0, 2 } or a kernel of new[] { 1, 4 } fits")]
    [InlineData("Conv2d(4, 9, Padding = 2)", "(3, 4, 4)", "leaves nothing: a window of 9x9 does not fit into the map (3, 4, 4) with padding 2", "3", "Padding = 3 or a kernel of 8 fits")]
    [InlineData("Conv2d(4, 3, Dilation = 2)", "(3, 4, 4)", "leaves nothing: a window of 5x5 does not fit into the map (3, 4, 4)", "1", "Padding = 1 or a kernel of 2 fits")]
    public void Needs_a_map_as_large_as_its_window(string use, string input, string message, string padding, string advice)
    {
        var misfit = Misfits<EmptyFeatureMap>(use, [input], message, "Padding", padding, advice);
        Assert.Equal(advice.Split("kernel of ")[1], misfit.KernelSize + " fits");
    }
}
