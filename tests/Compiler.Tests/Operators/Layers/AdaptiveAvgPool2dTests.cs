using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class AdaptiveAvgPool2dTests : OperatorTests<AdaptiveAvgPool2dAttribute>
{
    protected override Use[] Uses =>
        [new("AdaptiveAvgPool2d(1)", "(3, 8, 8)"), new("AdaptiveAvgPool2d([3, 2])", "(3, 7, 5)"), new("AdaptiveAvgPool2d(6)", "(2, 4, 4)")];

    [Theory]
    [InlineData("AdaptiveAvgPool2d(1)", "(512, 7, 7)", "(512, 1, 1)")]
    [InlineData("AdaptiveAvgPool2d(6)", "(256, 6, 6)", "(256, 6, 6)")]
    [InlineData("AdaptiveAvgPool2d([3, 2])", "(4, 7, 5)", "(4, 3, 2)")]
    [InlineData("AdaptiveAvgPool2d([2])", "(4, 7, 5)", "(4, 2, 2)")]
    public void Makes_the_size_it_is_given(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    [Fact]
    public void Makes_more_positions_than_there_are() => Assert.Equal("(4, 7, 7)", OutputOf("AdaptiveAvgPool2d(7)", "(4, 2, 3)"));

    [Fact]
    public void Adds_every_element_about_once() => Assert.Equal(4 * 7 * 5, Place("AdaptiveAvgPool2d(2)", "(4, 7, 5)").Flops);

    [Fact]
    public void Learns_nothing() => Assert.Equal("", ParametersOf("AdaptiveAvgPool2d(2)", "(4, 7, 5)"));

    [Theory]
    [InlineData("0")]
    [InlineData("[1, 2, 3]")]
    [InlineData("[4, -1]")]
    public void Needs_sizes_in_range(string size) =>
        Misfits<ShapeMismatch>($"AdaptiveAvgPool2d({size})", ["(4, 7, 5)"], $"needs an output of one or two sizes, each at least 1, but gets {size}", "0");

    [Fact]
    public void Needs_a_feature_map() =>
        Misfits<ShapeMismatch>("AdaptiveAvgPool2d(1)", ["(8, 16)"], "needs an input (channels, height, width), but gets (8, 16)", null);
}
