using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class StochasticDepthTests : OperatorTests<StochasticDepthAttribute>
{
    protected override Use[] Uses => [new("StochasticDepth(0.1)", "(40)"), new("StochasticDepth(0.3)", "(3, 4, 5)"), new("StochasticDepth(0)", "(3, 4)")];

    [Theory]
    [InlineData("(40)")]
    [InlineData("(3, 4, 5)")]
    public void Keeps_the_shape(string input) => Assert.Equal(input, OutputOf("StochasticDepth(0.2)", input));

    [Fact]
    public void Learns_nothing() => Assert.Equal("", ParametersOf("StochasticDepth(0.1)", "(40)"));

    [Fact]
    public void Is_nothing_where_its_probability_is_0() =>
        Assert.DoesNotContain("Portable.StochasticDepth", Generated.Of("[Input(8)] X [Linear(8), StochasticDepth(0), Residual(nameof(X))] Y").Forward);

    [Theory]
    [InlineData("StochasticDepth(1)", "1")]
    [InlineData("StochasticDepth(-0.1)", "-0.1")]
    public void Needs_a_probability(string use, string came) =>
        Misfits<ShapeMismatch>(use, ["(40)"], $"needs a probability of at least 0 and less than 1, but gets {came}", "0");
}
