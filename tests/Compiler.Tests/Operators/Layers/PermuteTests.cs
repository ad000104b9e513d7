using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class PermuteTests : OperatorTests<PermuteAttribute>
{
    protected override Use[] Uses =>
    [
        new("Permute(0, 2, 3, 1)", "(3, 4, 5)"), new("Permute(2, 1)", "(4, 6)"), new("Permute(1)", "(6)"), new("Permute(0, -1, 1, 2, 3)", "(2, 3, 4, 5)"),
    ];

    [Theory]
    [InlineData("Permute(0, 2, 3, 1)", "(3, 4, 5)", "(4, 5, 3)")]
    [InlineData("Permute(2, 3, 1)", "(3, 4, 5)", "(4, 5, 3)")]
    [InlineData("Permute(-1, 1, -2)", "(3, 4, 5)", "(5, 3, 4)")]
    [InlineData("Permute(0, 1)", "(6)", "(6)")]
    public void Reorders_with_or_without_the_batch(string use, string input, string output) => Assert.Equal(output, OutputOf(use, input));

    [Fact]
    public void The_gradient_goes_the_way_back()
    {
        var program = Declare.Plan("[Input(3, 4, 5)] X [Permute(2, 3, 1)] Y").Program;
        Assert.Equal(
            ["PermuteKernel.Run(w.X, w.Y, [0, 2, 3, 1])", "PermuteKernel.Run(w.GradY, w.GradX, [0, 3, 1, 2])"],
            program.Forward.Concat(program.Backward).Select(step => step.Text));
    }

    [Theory]
    [InlineData("Permute()", "()")]
    [InlineData("Permute(1)", "(1)")]
    [InlineData("Permute(1, 1)", "(1, 1)")]
    [InlineData("Permute(1, 3)", "(1, 3)")]
    [InlineData("Permute(0, 1, 2, 3)", "(0, 1, 2, 3)")]
    [InlineData("Permute(1, -2)", "(1, -2)")]
    public void Needs_every_dimension_once(string use, string written) =>
        Misfits<ShapeMismatch>(use, ["(4, 6)"], $"needs each of the dimensions 1 to 2 of its input (4, 6) once, but gets {written}", null);

    [Fact]
    public void Leaves_the_batch_in_its_place() => Misfits<ShapeMismatch>("Permute(1, 0, 2)", ["(4, 6)"], "moves the batch, dimension 0, but it has to stay first: (1, 0, 2)", null);

    [Fact]
    public void Needs_an_axis() => Misfits<ShapeMismatch>("Permute(1)", ["()"], "needs a dimension to act on, but its input is a scalar per sample", null);
}
