using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class Conv1dTests : OperatorTests<Conv1dAttribute>
{
    protected override Use[] Uses =>
    [
        new("Conv1d(8, 3)", "(3, 9)"), new("Conv1d(4, 3, Padding = 1, Bias = false)", "(1, 5)"), new("Conv1d(6, 3, Groups = 2, Dilation = 2, Stride = 2)", "(4, 9)"), new("Conv1d(5, 1)", "(2, 1)"),
    ];

    [Theory]
    [InlineData("Conv1d(8, 3)", "(3, 32)", "(8, 30)")]
    [InlineData("Conv1d(8, 3, Padding = 1)", "(3, 32)", "(8, 32)")]
    [InlineData("Conv1d(8, 10, Stride = 5, Padding = 3)", "(1, 16000)", "(8, 3200)")]
    [InlineData("Conv1d(8, 3, Dilation = 3, Stride = 2)", "(3, 32)", "(8, 13)")]
    [InlineData("Conv1d(8, 32)", "(3, 32)", "(8, 1)")]
    public void Slides_as_PyTorchs_does(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    [Theory]
    [InlineData("Conv1d(8, 3)", "weight (8, 6, 3) of 18 and 24; bias (8)")]
    [InlineData("Conv1d(8, 5, Groups = 2, Bias = false)", "weight (8, 3, 5) of 15 and 40")]
    public void Has_PyTorchs_parameters(string use, string parameters) => Assert.Equal(parameters, ParametersOf(use, "(6, 32)"));

    [Fact]
    public void Multiplies_and_adds_once_per_tap() => Assert.Equal(2 * 8 * 30 * 2 * 3, Place("Conv1d(8, 3, Groups = 2)", "(4, 32)").Flops);

    [Fact]
    public void Sizes_may_be_members() => Assert.Equal("(6, 7)", Declare.Sound(Declare.Graph(
        "Width => 6 Kernel => 3 Step => 1 [Input(2, 11)] X [Conv1d(nameof(Width), nameof(Kernel), Dilation = nameof(Two), Stride = nameof(Step), Groups = nameof(Two))] Y Two => 2")).Members["Y"].Shape.ToString());

    [Theory]
    [InlineData("(64)")]
    [InlineData("(3, 8, 8)")]
    public void Needs_a_sequence(string input) => Misfits<ShapeMismatch>("Conv1d(4, 3)", [input], $"needs an input (channels, length), but gets {input}", null);

    [Theory]
    [InlineData("Conv1d(0, 3)", "needs at least one output channel, but OutChannels is 0", "0")]
    [InlineData("Conv1d(4, 0)", "needs a KernelSize of at least 1, but it is 0", "KernelSize")]
    [InlineData("Conv1d(4, 3, Stride = 0)", "needs a Stride of at least 1, but it is 0", "Stride")]
    [InlineData("Conv1d(4, 3, Stride = [1, 2])", "needs a Stride of at least 1, but it is [1, 2]", "Stride")]
    [InlineData("Conv1d(4, 3, Padding = -1)", "needs a Padding of at least 0, but it is -1", "Padding")]
    [InlineData("Conv1d(4, 3, Dilation = 1.5)", "needs a Dilation of at least 1, but it is 1.5", "Dilation")]
    public void Needs_sizes_in_range(string use, string message, string argument) => Misfits<ShapeMismatch>(use, ["(3, 8)"], message, argument);

    [Fact]
    public void Needs_groups_that_divide_the_channels() => Misfits<NotDivisible>("Conv1d(8, 3, Groups = 3)", ["(12, 8)"],
        "needs groups that divide the 12 channels of its input (12, 8) and the 8 of its output, but Groups is 3", "Groups", "2", "the nearest that does is 2");

    [Theory]
    [InlineData("Conv1d(4, 5)", "leaves nothing: a window of 5 does not fit into the sequence (3, 4)", "1", "Padding = 1 or a kernel of 4 fits")]
    [InlineData("Conv1d(4, 9, Padding = 2)", "leaves nothing: a window of 9 does not fit into the sequence (3, 4) with padding 2", "3", "Padding = 3 or a kernel of 8 fits")]
    public void Needs_a_sequence_as_long_as_its_window(string use, string message, string padding, string advice) =>
        Misfits<EmptyFeatureMap>(use, ["(3, 4)"], message, "Padding", padding, advice);
}
