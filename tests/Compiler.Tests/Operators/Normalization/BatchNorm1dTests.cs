using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Normalization;

public sealed class BatchNorm1dTests : OperatorTests<BatchNorm1dAttribute>
{
    protected override Use[] Uses => [new("BatchNorm1d", "(6)"), new("BatchNorm1d", "(6, 5)"), new("BatchNorm1d(Affine = false)", "(6)")];

    [Theory]
    [InlineData("(6)")]
    [InlineData("(6, 5)")]
    public void Keeps_the_shape(string input) => Assert.Equal(input, OutputOf("BatchNorm1d", input));

    [Theory]
    [InlineData("BatchNorm1d", "(6)", "weight (6); bias (6)")]
    [InlineData("BatchNorm1d", "(6, 5)", "weight (6); bias (6)")]
    [InlineData("BatchNorm1d(Affine = false)", "(6, 5)", "")]
    public void Scales_and_shifts_every_channel(string use, string input, string parameters) => Assert.Equal(parameters, ParametersOf(use, input));

    [Fact]
    public void Tells_its_kernel_the_options() =>
        Assert.EndsWith(", 0.25, 0.001)", Assert.Single(Declare.Plan("[Input(6)] X [BatchNorm1d(Eps = 1e-3, Momentum = 0.25)] Y").Program.Forward).Text);

    [Theory]
    [InlineData("(6, 5, 5)", "BatchNorm2d", "use [BatchNorm2d]")]
    [InlineData("()", null, null)]
    [InlineData("(6, 5, 4, 3)", null, null)]
    public void Needs_vectors_or_sequences(string input, string? suggestion, string? advice) =>
        Misfits<ShapeMismatch>("BatchNorm1d", [input], $"needs an input (features) or (channels, length), but gets {input}", null, suggestion, advice);
}
