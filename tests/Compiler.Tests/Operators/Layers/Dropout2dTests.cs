using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class Dropout2dTests : OperatorTests<Dropout2dAttribute>
{
    protected override Use[] Uses => [new("Dropout2d", "(3, 4, 5)"), new("Dropout2d(0.3)", "(3, 4, 5)"), new("Dropout2d(0)", "(3, 4, 5)")];

    [Fact]
    public void Keeps_the_shape() => Assert.Equal("(3, 4, 5)", OutputOf("Dropout2d(0.2)", "(3, 4, 5)"));

    [Fact]
    public void Learns_nothing() => Assert.Equal("", ParametersOf("Dropout2d", "(3, 4, 5)"));

    [Fact]
    public void Draws_for_channels_in_any_layout() =>
        Assert.DoesNotContain("channelsLast", Generated.Of("[Input(3, 4, 5)] X [Weight(3, 4, 5), Add(nameof(X)), Dropout2d(0.1)] Y").Forward);

    [Fact]
    public void Needs_channels() => Misfits<ShapeMismatch>("Dropout2d", ["(40)"], "needs an input (channels, height, width), but gets (40)", null);

    [Theory]
    [InlineData("Dropout2d(1)", "1")]
    [InlineData("Dropout2d(-0.1)", "-0.1")]
    public void Needs_a_probability(string use, string came) =>
        Misfits<ShapeMismatch>(use, ["(3, 4, 5)"], $"needs a probability of at least 0 and less than 1, but gets {came}", "0");
}
