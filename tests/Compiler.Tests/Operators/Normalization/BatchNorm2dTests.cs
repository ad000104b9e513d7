using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Normalization;

public sealed class BatchNorm2dTests : OperatorTests<BatchNorm2dAttribute>
{
    protected override Use[] Uses =>
    [
        new("BatchNorm2d", "(5, 4, 4)"), new("BatchNorm2d(Eps = 1e-3, Momentum = 0.3)", "(5, 1, 1)"),
        new("BatchNorm2d(Affine = false)", "(19, 3, 2)"), new("BatchNorm2d", "(1, 4, 4)"),
    ];

    [Fact]
    public void Keeps_the_shape() => Assert.Equal("(5, 4, 4)", OutputOf("BatchNorm2d", "(5, 4, 4)"));

    [Theory]
    [InlineData("BatchNorm2d", "weight (5); bias (5)")]
    [InlineData("BatchNorm2d(Affine = false)", "")]
    public void Scales_and_shifts_every_channel(string use, string parameters) => Assert.Equal(parameters, ParametersOf(use, "(5, 4, 4)"));

    [Theory]
    [InlineData("BatchNorm2d")]
    [InlineData("BatchNorm2d(Affine = false)")]
    public void Keeps_running_statistics_under_PyTorchs_names(string use) => Assert.Equal(
        [("running_mean", 5, 0), ("running_var", 5, 1), ("num_batches_tracked", (int?)null, 0.0)],
        Place(use, "(5, 4, 4)").Buffers.Select(buffer => (buffer.Name, buffer.Size, buffer.Value)));

    [Fact]
    public void Its_parameters_are_exempt_from_decay_where_that_is_asked_for() =>
        Assert.All(Place("BatchNorm2d", "(5, 4, 4)").Parameters, parameter => Assert.True(parameter.IsNormOrBias));

    [Theory]
    [InlineData("(5)", "BatchNorm1d", "use [BatchNorm1d]")]
    [InlineData("(5, 4)", "BatchNorm1d", "use [BatchNorm1d]")]
    [InlineData("()", null, null)]
    [InlineData("(5, 4, 3, 2)", null, null)]
    public void Needs_a_feature_map(string input, string? suggestion, string? advice) =>
        Misfits<ShapeMismatch>("BatchNorm2d", [input], $"needs an input (channels, height, width), but gets {input}", null, suggestion, advice);
}
