using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class CausalPadTests : OperatorTests<CausalPadAttribute>
{
    protected override Use[] Uses => [new("CausalPad(2)", "(3, 9)"), new("CausalPad(0)", "(3, 9)"), new("CausalPad(4)", "(7)"), new("CausalPad(1)", "(2, 3, 4)"), new("CausalPad(1)", "(2, 3, 4, 5)")];

    [Theory]
    [InlineData("CausalPad(2)", "(3, 9)", "(3, 11)")]
    [InlineData("CausalPad(0)", "(3, 9)", "(3, 9)")]
    [InlineData("CausalPad(5)", "(2, 3, 4)", "(2, 3, 9)")]
    public void Lengthens_the_last_dimension(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    [Fact]
    public void Keeps_the_length_with_a_convolution_behind_it() => Assert.Equal("(6, 9)", Declare.Sound(Declare.Graph(
        "Reach => 4 * 2 [Input(3, 9)] X [CausalPad(nameof(Reach)), Conv1d(6, 3, Dilation = 4)] Y")).Members["Y"].Shape.ToString());

    [Fact]
    public void Is_no_step_at_all_without_padding() => Assert.Empty(Declare.Plan("[Input(3, 9)] X [CausalPad(0)] Y").Program.Forward);

    [Fact]
    public void Needs_a_dimension_and_no_less_than_nothing()
    {
        Misfits<ShapeMismatch>("CausalPad(2)", ["()"], "needs a dimension to act on, but its input is a scalar per sample", null);
        Misfits<ShapeMismatch>("CausalPad(-1)", ["(3, 9)"], "needs a padding of at least 0, but gets -1", "0", "0");
    }
}
