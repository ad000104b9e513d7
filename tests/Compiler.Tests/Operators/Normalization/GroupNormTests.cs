using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Normalization;

public sealed class GroupNormTests : OperatorTests<GroupNormAttribute>
{
    protected override Use[] Uses =>
    [
        new("GroupNorm(3)", "(6)"), new("GroupNorm(1)", "(3, 4)"), new("GroupNorm(2)", "(4, 3, 3)"), new("GroupNorm(3, Affine = false)", "(3, 4, 5)"), new("GroupNorm(1)", "(2, 3, 4, 5)"),
    ];

    [Theory]
    [InlineData("(6)")]
    [InlineData("(6, 4, 5)")]
    public void Keeps_the_shape_and_learns_one_pair_per_channel(string input)
    {
        Assert.Equal(input, OutputOf("GroupNorm(3)", input));
        Assert.Equal("weight (6); bias (6)", ParametersOf("GroupNorm(3)", input));
        Assert.Equal("", ParametersOf("GroupNorm(3, Affine = false)", input));
        Assert.All(Place("GroupNorm(3)", input).Parameters, parameter => Assert.True(parameter.IsNormOrBias));
    }

    [Fact]
    public void Needs_channels() => Misfits<ShapeMismatch>("GroupNorm(1)", ["()"], "needs an input (channels, ...), but its input is a scalar per sample", null);

    [Theory]
    [InlineData(4, 3)]
    [InlineData(0, 1)]
    [InlineData(9, 6)]
    public void Needs_groups_that_divide_the_channels(int groups, int nearest) =>
        Misfits<NotDivisible>($"GroupNorm({groups})", ["(6, 4, 5)"], $"needs groups that divide 6 channels, but gets {groups}", "0", $"{nearest}", $"the nearest that does is {nearest}");
}
