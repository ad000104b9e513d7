using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Normalization;

public sealed class InstanceNorm2dTests : OperatorTests<InstanceNorm2dAttribute>
{
    protected override Use[] Uses =>
    [
        new("InstanceNorm2d", "(3, 4, 5)"), new("InstanceNorm2d(Affine = true)", "(3, 4, 5)"), new("InstanceNorm2d", "(1, 1, 2)"),
    ];

    [Fact]
    public void Keeps_the_shape_and_learns_only_if_asked_to()
    {
        Assert.Equal("(3, 4, 5)", OutputOf("InstanceNorm2d", "(3, 4, 5)"));
        Assert.Equal("", ParametersOf("InstanceNorm2d", "(3, 4, 5)"));
        Assert.Equal("weight (3); bias (3)", ParametersOf("InstanceNorm2d(Affine = true)", "(3, 4, 5)"));
    }

    [Fact]
    public void Every_channel_is_a_group()
    {
        var graph = Declare.Graph("[Input(3, 4, 5)] X [InstanceNorm2d] Y");
        Assert.Equal("functional.group_norm(x, 3, null, null, 1e-5)", graph.Members["Y"].Operator!.Portable(new(graph.Members["Y"], ["x"], "", false)));
    }

    [Theory]
    [InlineData("(6)")]
    [InlineData("()")]
    [InlineData("(4, 6)")]
    public void Needs_a_map(string input) => Misfits<ShapeMismatch>("InstanceNorm2d", [input], $"needs an input (channels, height, width), but gets {input}", null);

    [Fact]
    public void Needs_more_than_one_position() => Misfits<ShapeMismatch>(
        "InstanceNorm2d", ["(3, 1, 1)"], "normalizes over the positions of each channel, but (3, 1, 1) has only one, which would become zero", null, advice: "[LayerNorm(Dims = 3)] normalizes over the channels");
}
