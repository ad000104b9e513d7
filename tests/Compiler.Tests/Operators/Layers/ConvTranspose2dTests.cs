using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class ConvTranspose2dTests : OperatorTests<ConvTranspose2dAttribute>
{
    protected override Use[] Uses =>
    [
        new("ConvTranspose2d(4, 2, Stride = 2)", "(3, 4, 5)"), new("ConvTranspose2d(3, 3, Padding = 1, Bias = false)", "(3, 4, 5)"), new("ConvTranspose2d(4, 3, Stride = 2, Padding = 1, OutputPadding = 1, Groups = 2)", "(2, 3, 3)"),
        new("ConvTranspose2d(1, [1, 3], Dilation = 2)", "(1, 4, 4)"),
    ];

    // torch.nn.ConvTranspose2d's sizes.
    [Theory]
    [InlineData("ConvTranspose2d(4, 2, Stride = 2)", "(4, 8, 10)")]
    [InlineData("ConvTranspose2d(4, 3)", "(4, 6, 7)")]
    [InlineData("ConvTranspose2d(4, 3, Stride = 2, Padding = 1)", "(4, 7, 9)")]
    [InlineData("ConvTranspose2d(4, 3, Stride = 2, Padding = 1, OutputPadding = 1)", "(4, 8, 10)")]
    [InlineData("ConvTranspose2d(4, [1, 3], Dilation = 2)", "(4, 4, 9)")]
    public void Spreads_what_a_convolution_slides_over(string use, string output) => Assert.Equal(output, OutputOf(use, "(3, 4, 5)"));

    [Theory]
    [InlineData("ConvTranspose2d(4, 2)", "weight (3, 4, 2, 2) of 16 and 12; bias (4)")]
    [InlineData("ConvTranspose2d(6, 2, Groups = 3, Bias = false)", "weight (3, 2, 2, 2) of 8 and 12")]
    public void Its_weight_begins_with_the_input(string use, string parameters) => Assert.Equal(parameters, ParametersOf(use, "(3, 4, 5)"));

    [Fact]
    public void Multiplies_and_adds_once_per_input_and_tap() => Assert.Equal(2 * 60 * 4 * 9, Place("ConvTranspose2d(4, 3, Stride = 2)", "(3, 4, 5)").Flops);

    [Theory]
    [InlineData("(6)")]
    [InlineData("(3, 4)")]
    public void Needs_a_map(string input) => Misfits<ShapeMismatch>("ConvTranspose2d(4, 2)", [input], $"needs an input (channels, height, width), but gets {input}", null);

    [Theory]
    [InlineData("ConvTranspose2d(0, 2)", "needs at least one output channel, but OutChannels is 0", "0", null)]
    [InlineData("ConvTranspose2d(4, 0)", "needs a window of one or two sizes, each at least 1, but it is 0", "KernelSize", null)]
    [InlineData("ConvTranspose2d(4, 2, Stride = 0)", "needs one or two strides, each at least 1, but Stride is 0", "Stride", null)]
    [InlineData("ConvTranspose2d(4, 2, OutputPadding = 1)", "needs an OutputPadding of at least 0 that is less than the stride 1 or the dilation 1, but it is 1", "OutputPadding", "0")]
    [InlineData("ConvTranspose2d(4, 1, Padding = 2)", "leaves nothing: Padding 2 cuts off all of the result of 4x5", "Padding", "0")]
    public void Needs_arguments_in_range(string use, string message, string argument, string? suggestion) => Misfits<ShapeMismatch>(use, ["(3, 4, 5)"], message, argument, suggestion);

    [Fact]
    public void Needs_groups_that_divide_both_sides() => Assert.Equal("Groups", Assert.IsType<NotDivisible>(Place("ConvTranspose2d(4, 2, Groups = 2)", "(3, 4, 5)").Misfit).Argument);
}
