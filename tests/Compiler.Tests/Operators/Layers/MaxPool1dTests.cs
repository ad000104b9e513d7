using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class MaxPool1dTests : OperatorTests<MaxPool1dAttribute>
{
    protected override Use[] Uses =>
    [
        new("MaxPool1d(2)", "(3, 8)"), new("MaxPool1d(3, Stride = 2, Padding = 1)", "(9, 7)"), new("MaxPool1d(3, CeilMode = true)", "(2, 7)"), new("MaxPool1d(1)", "(1, 1)"),
    ];

    [Theory]
    [InlineData("MaxPool1d(2)", "(3, 9)", "(3, 4)")]
    [InlineData("MaxPool1d(2, CeilMode = true)", "(3, 9)", "(3, 5)")]
    [InlineData("MaxPool1d(3, Stride = 2, Padding = 1)", "(3, 8)", "(3, 4)")]
    public void Strides_by_its_window_unless_told_otherwise(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    [Fact]
    public void Looks_at_every_element_of_every_window() => Assert.Equal(3 * 4 * 2, Place("MaxPool1d(2)", "(3, 8)").Flops);

    [Fact]
    public void Pads_by_half_its_window_at_most() =>
        Misfits<ShapeMismatch>("MaxPool1d(3, Padding = 2)", ["(3, 8)"], "allows a padding of at most half the window 3, but Padding is 2", "Padding", "1");

    [Fact]
    public void Needs_a_sequence_as_long_as_its_window()
    {
        Misfits<ShapeMismatch>("MaxPool1d(2)", ["(3, 8, 8)"], "needs an input (channels, length), but gets (3, 8, 8)", null);
        Misfits<EmptyFeatureMap>("MaxPool1d(4)", ["(3, 2)"], "leaves nothing: a window of 4 does not fit into the sequence (3, 2)", "Padding", "1", "Padding = 1 or a kernel of 2 fits");
    }
}
