using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class Dropout1dTests : OperatorTests<Dropout1dAttribute>
{
    protected override Use[] Uses => [new("Dropout1d", "(3, 8)"), new("Dropout1d(0.3)", "(3, 8)"), new("Dropout1d(0)", "(3, 8)")];

    [Fact]
    public void Keeps_the_shape() => Assert.Equal("(3, 8)", OutputOf("Dropout1d(0.2)", "(3, 8)"));

    [Fact]
    public void Learns_nothing() => Assert.Equal("", ParametersOf("Dropout1d", "(3, 8)"));

    [Fact]
    public void Draws_for_channels_in_any_layout() =>
        Assert.DoesNotContain("channelsLast", Generated.Of("[Input(3, 8)] X [Weight(3, 8), Add(nameof(X)), Dropout1d(0.1)] Y").Forward);

    [Fact]
    public void Needs_channels() => Misfits<ShapeMismatch>("Dropout1d", ["(3, 4, 5)"], "needs an input (channels, length), but gets (3, 4, 5)", null);

    [Theory]
    [InlineData("Dropout1d(1)", "1")]
    [InlineData("Dropout1d(-0.1)", "-0.1")]
    public void Needs_a_probability(string use, string came) =>
        Misfits<ShapeMismatch>(use, ["(3, 8)"], $"needs a probability of at least 0 and less than 1, but gets {came}", "0");
}
