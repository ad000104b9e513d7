using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class ReshapeTests : OperatorTests<ReshapeAttribute>
{
    protected override Use[] Uses =>
        [
            new("Reshape(3, 2, -1)", "(12)"), new("Reshape(-1)", "(3, 4, 5)"), new("Reshape(5, 4, 3)", "(3, 4, 5)"),
            new("Reshape(2, 2, 5, 3)", "(3, 4, 5)"), new("Reshape(1)", "(1)"),
        ];

    [Theory]
    [InlineData("Reshape(3, 4, 5)", "(60)", "(3, 4, 5)")]
    [InlineData("Reshape(3, -1)", "(60)", "(3, 20)")]
    [InlineData("Reshape(-1, 5)", "(3, 4, 5)", "(12, 5)")]
    [InlineData("Reshape(-1)", "(3, 4, 5)", "(60)")]
    [InlineData("Reshape()", "(1)", "()")]
    [InlineData("Reshape(1)", "()", "(1)")]
    [InlineData("Reshape(-1)", "()", "(1)")]
    public void Keeps_the_elements(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    [Fact]
    public void Moves_and_learns_nothing()
    {
        Assert.Equal("", ParametersOf("Reshape(60)", "(3, 4, 5)"));
        Assert.Equal(0, Place("Reshape(60)", "(3, 4, 5)").Flops);
        Assert.Empty(Declare.Plan("[Input(12)] X [Reshape(3, 4)] Y").Program.Forward);
    }

    [Theory]
    [InlineData("Reshape(3, 5)", "makes (3, 5), 15 elements, from (12), 12 elements", "1", "4", "4 instead of 5 keeps them all")]
    [InlineData("Reshape(5, 3)", "makes (5, 3), 15 elements, from (12), 12 elements", "0", "4", "4 instead of 5 keeps them all")]
    [InlineData("Reshape(2, 2, 2)", "makes (2, 2, 2), 8 elements, from (12), 12 elements", "2", "3", "3 instead of 2 keeps them all")]
    [InlineData("Reshape(7, 5)", "makes (7, 5), 35 elements, from (12), 12 elements", null, null, null)]
    [InlineData("Reshape(5, -1)", "cannot infer -1 in (5, -1): the 12 elements of (12) do not divide by 5", null, null, null)]
    public void Changes_no_count_of_elements(string use, string message, string? argument, string? suggestion, string? advice) =>
        Misfits<ElementCountChanges>(use, ["(12)"], message, argument, suggestion, advice);

    [Theory]
    [InlineData("Reshape(0, 12)")]
    [InlineData("Reshape(-2, 6)")]
    [InlineData("Reshape(-1, -1)")]
    public void Needs_sizes_in_range(string use) => Misfits<ShapeMismatch>(use, ["(12)"], "needs sizes of at least 1, of which one may be -1", "0");

    [Fact]
    public void Does_not_wrap_around_on_absurd_sizes() =>
        Assert.IsType<ElementCountChanges>(Place("Reshape(2147483647, 2147483647, 2147483647, -1)", "(12)").Misfit);
}
