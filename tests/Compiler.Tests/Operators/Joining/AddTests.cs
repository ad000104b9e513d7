using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Joining;

public sealed class AddTests : OperatorTests<AddAttribute>
{
    protected override Use[] Uses =>
    [
        new("Add(nameof(B))", "(6)", "(6)"), new("Add(nameof(A))", "(6)"), new("Add(nameof(B), nameof(C))", "(3, 4, 5)", "(3, 4, 5)", "(3, 4, 5)"),
        new("Add(nameof(B), nameof(A), nameof(B))", "(2, 6)", "(2, 6)"),
    ];

    [Theory]
    [InlineData("(6)")]
    [InlineData("(3, 4, 5)")]
    public void Keeps_the_shape(string input) => Assert.Equal(input, OutputOf("Add(nameof(B), nameof(C))", input, input, input));

    [Fact]
    public void Adds_once_less_than_there_are_values() => Assert.Equal(2 * 6, Place("Add(nameof(B), nameof(C))", "(6)", "(6)", "(6)").Flops);

    [Fact]
    public void Needs_somebody_to_add() => Misfits<UnknownName>("Add()", ["(6)"], "needs the name of at least one member to add", null);

    [Theory]
    [InlineData("(6)", "(7)")]
    [InlineData("(6)", "(1, 6)")]
    [InlineData("(3, 4, 5)", "(3, 5, 4)")]
    public void Needs_one_shape(string first, string second) =>
        Misfits<ShapesDiffer>("Add(nameof(B))", [first, second], $"needs values of one shape, but adds {second} to {first}", null);
}
