using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class GaussianNoiseTests : OperatorTests<GaussianNoiseAttribute>
{
    protected override Use[] Uses => [new("GaussianNoise(0.1)", "(40)"), new("GaussianNoise(1)", "(3, 4, 5)"), new("GaussianNoise(0)", "(7)"), new("GaussianNoise(0.1)", "(2, 3, 4, 5)")];

    [Theory]
    [InlineData("(40)")]
    [InlineData("(3, 4, 5)")]
    public void Keeps_the_shape_and_learns_nothing(string input) => Assert.Equal((input, ""), (OutputOf("GaussianNoise(0.2)", input), ParametersOf("GaussianNoise(0.2)", input)));

    [Fact]
    public void Is_no_step_at_all_without_a_deviation()
    {
        var program = Declare.Plan("[Input(8)] X [GaussianNoise(0)] Y").Program;
        Assert.Empty(program.Forward);
        Assert.Empty(program.Backward);
    }

    [Fact]
    public void Adds_in_place_and_lets_the_gradient_pass()
    {
        var program = Declare.Plan("[Input(8)] X [Linear(8), GaussianNoise(0.1), Linear(8), GaussianNoise(0.2)] Y").Program;
        Assert.Equal(["0.1, State.Draws.Of(layer: 0))", "0.2, State.Draws.Of(layer: 1))"], program.Forward.Where(step => step.Text.StartsWith("Noise", StringComparison.Ordinal)).Select(step => step.Text[^30..].TrimStart(',', ' ')));
        Assert.DoesNotContain(program.Backward, step => step.Text.StartsWith("Noise", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-0.1", "-0.1")]
    [InlineData("double.NaN", "double.NaN")]
    [InlineData("double.PositiveInfinity", "double.PositiveInfinity")]
    public void Needs_a_deviation(string std, string came) => Misfits<ShapeMismatch>($"GaussianNoise({std})", ["(8)"], $"needs a finite standard deviation of at least 0, but gets {came}", "0");
}
