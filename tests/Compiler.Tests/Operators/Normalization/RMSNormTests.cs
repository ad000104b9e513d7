using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Normalization;

public sealed class RMSNormTests : OperatorTests<RMSNormAttribute>
{
    protected override Use[] Uses =>
    [
        new("RMSNorm", "(6)"), new("RMSNorm(Dims = 2)", "(4, 6)"), new("RMSNorm(ElementwiseAffine = false)", "(3, 4, 5)"), new("RMSNorm(Dims = 3, Eps = 1e-3)", "(2, 3, 4, 5)"),
    ];

    [Theory]
    [InlineData("RMSNorm", "weight (5)")]
    [InlineData("RMSNorm(Dims = 2)", "weight (4, 5)")]
    [InlineData("RMSNorm(ElementwiseAffine = false)", "")]
    public void Learns_a_weight_per_normalized_element(string use, string parameters)
    {
        Assert.Equal("(3, 4, 5)", OutputOf(use, "(3, 4, 5)"));
        Assert.Equal(parameters, ParametersOf(use, "(3, 4, 5)"));
    }

    [Theory]
    [InlineData("RMSNorm(Dims = 0)", "(6)", 0, 1, "1")]
    [InlineData("RMSNorm(Dims = 3)", "(4, 6)", 3, 2, "2")]
    [InlineData("RMSNorm", "()", 1, 0, null)]
    public void Needs_as_many_dimensions(string use, string input, int dims, int rank, string? suggestion) =>
        Misfits<ShapeMismatch>(use, [input], $"normalizes the last {dims} dimensions, but its input {input} has {rank}", "Dims", suggestion);
}
