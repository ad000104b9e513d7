using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class LinearTests : OperatorTests<LinearAttribute>
{
    protected override Use[] Uses =>
    [
        new("Linear(3)", "(8)"), new("Linear(3, Bias = false)", "(6, 8)"), new("Linear(5)", "(2, 6, 8)"), new("Linear(2)", "(2, 3, 4, 5)"),
        new("Linear(1)", "(1)"),
    ];

    [Theory]
    [InlineData("(8)", "(3)")]
    [InlineData("(6, 8)", "(6, 3)")]
    [InlineData("(2, 6, 8)", "(2, 6, 3)")]
    [InlineData("(5, 2, 6, 8)", "(5, 2, 6, 3)")]
    public void Replaces_only_the_last_axis(string input, string output) => Assert.Equal(output, OutputOf("Linear(3)", input));

    [Theory]
    [InlineData("Linear(3)", "(8)", "weight (3, 8) of 8 and 3; bias (3)")]
    [InlineData("Linear(3, Bias = false)", "(2, 6, 8)", "weight (3, 8) of 8 and 3")]
    [InlineData("Linear(3, BiasInit = Initializer.TorchDefault)", "(8)", "weight (3, 8) of 8 and 3; bias (3) of 8 and 8")]
    public void Learns_a_row_of_weights_for_every_feature(string use, string input, string parameters) => Assert.Equal(parameters, ParametersOf(use, input));

    [Fact]
    public void Biases_are_exempt_from_decay_where_that_is_asked_for() =>
        Assert.Equal([false, true], Place("Linear(3)", "(8)").Parameters.Select(parameter => parameter.IsNormOrBias));

    [Theory]
    [InlineData("(8)", 48)]
    [InlineData("(6, 8)", 288)]
    public void Multiplies_and_adds_once_per_weight_and_row(string input, long flops) => Assert.Equal(flops, Place("Linear(3)", input).Flops);

    [Fact]
    public void Counts_operations_beyond_32_bits() => Assert.Equal(2L * 100_000 * 100_000, Place("Linear(100000)", "(100000)").Flops);

    [Fact]
    public void Needs_an_axis() => Misfits<ShapeMismatch>("Linear(3)", ["()"], "needs a dimension to act on, but its input is a scalar per sample", null);

    [Theory]
    [InlineData(0)]
    [InlineData(-4)]
    public void Needs_a_feature(int features) =>
        Misfits<ShapeMismatch>($"Linear({features})", ["(8)"], $"needs at least one feature, but Features is {features}", "0");
}
