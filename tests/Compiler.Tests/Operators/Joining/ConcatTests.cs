using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Joining;

public sealed class ConcatTests : OperatorTests<ConcatAttribute>
{
    protected override Use[] Uses =>
    [
        new("Concat(nameof(B))", "(6)", "(4)"), new("Concat(nameof(A), nameof(B))", "(3, 4, 5)", "(1, 4, 5)"),
        new("Concat(nameof(B), Dim = 2)", "(3, 4, 5)", "(3, 1, 5)"),
        new("Concat(nameof(B), nameof(C), Dim = -1)", "(3, 4, 5)", "(3, 4, 1)", "(3, 4, 2)"),
    ];

    [Theory]
    [InlineData("Concat(nameof(B))", "(3, 4, 5)", "(2, 4, 5)", "(5, 4, 5)")]
    [InlineData("Concat(nameof(B), Dim = 2)", "(3, 4, 5)", "(3, 1, 5)", "(3, 5, 5)")]
    [InlineData("Concat(nameof(B), Dim = 3)", "(3, 4, 5)", "(3, 4, 1)", "(3, 4, 6)")]
    [InlineData("Concat(nameof(B), Dim = -1)", "(3, 4, 5)", "(3, 4, 1)", "(3, 4, 6)")]
    [InlineData("Concat(nameof(B), Dim = -3)", "(3, 4, 5)", "(2, 4, 5)", "(5, 4, 5)")]
    [InlineData("Concat(nameof(B))", "(6)", "(4)", "(10)")]
    public void Joins_along_a_dimension_counted_with_the_batch(string use, string first, string second, string output) =>
        Assert.Equal(output, OutputOf(use, first, second));

    [Fact]
    public void Puts_the_current_value_first()
    {
        var program = Declare.Plan("[Input(2)] A [Input(3)] B [Input(4)] C [From(nameof(B)), Concat(nameof(C), nameof(A))] Y").Program;
        Assert.Equal(
            ["ConcatKernel.Insert(w.B, w.Y, axis: 1, offset: 0)", "ConcatKernel.Insert(w.C, w.Y, axis: 1, offset: 3)", "ConcatKernel.Insert(w.A, w.Y, axis: 1, offset: 7)"],
            program.Forward.Select(step => step.Text));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void Joins_along_the_axis_where_the_dimension_lies_in_memory(int dim, int axis)
    {
        var program = Declare.Plan($"[Input(2, 4, 4)] X [Conv2d(2, 1)] A [ReLU, Concat(nameof(A), Dim = {dim})] Y").Program;
        Assert.Equal(2, program.Forward.Count(step => step.Text.Contains($"axis: {axis}", StringComparison.Ordinal)));
        Assert.Equal(2, program.Backward.Count(step => step.Text.Contains($"axis: {axis}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Needs_somebody_to_join() => Misfits<UnknownName>("Concat()", ["(6)"], "needs the name of at least one member to join", null);

    [Theory]
    [InlineData("Concat(nameof(B), Dim = 2)", "(6)", "dimension 1 alone", 2, "1")]
    [InlineData("Concat(nameof(B), Dim = 0)", "(6)", "dimension 1 alone", 0, "1")]
    [InlineData("Concat(nameof(B), Dim = -2)", "(6)", "dimension 1 alone", -2, "1")]
    [InlineData("Concat(nameof(B))", "()", "no dimension", 1, null)]
    public void Needs_a_dimension_that_exists(string use, string input, string range, int dim, string? suggestion) =>
        Misfits<ShapeMismatch>(use, [input, input], $"joins along dimension {dim}, but its input {input} has {range} after the batch", "Dim", suggestion);

    [Theory]
    [InlineData("(3, 4, 5)", "(3, 4, 6)")]
    [InlineData("(3, 4, 5)", "(60)")]
    [InlineData("(6)", "(1, 6)")]
    public void Needs_shapes_that_agree_elsewhere(string first, string second) =>
        Misfits<ShapesDiffer>("Concat(nameof(B))", [first, second], $"needs shapes that differ along dimension 1 only, but joins {second} to {first}", null);
}
