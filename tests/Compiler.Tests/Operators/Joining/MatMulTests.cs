using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Joining;

public sealed class MatMulTests : OperatorTests<MatMulAttribute>
{
    protected override Use[] Uses =>
    [
        new("MatMul(nameof(B))", "(4, 6)", "(6, 5)"), new("MatMul(nameof(B), TransposeOther = true)", "(4, 6)", "(5, 6)"), new("MatMul(nameof(A))", "(4, 4)"), new("MatMul(nameof(A), TransposeOther = true)", "(4, 6)"),
        new("MatMul(nameof(B))", "(2, 4, 6)", "(2, 6, 5)"), new("MatMul(nameof(B), TransposeOther = true)", "(2, 3, 4, 6)", "(2, 3, 5, 6)"),
    ];

    [Theory]
    [InlineData("MatMul(nameof(B))", "(4, 6)", "(6, 5)", "(4, 5)")]
    [InlineData("MatMul(nameof(B), TransposeOther = true)", "(4, 6)", "(5, 6)", "(4, 5)")]
    [InlineData("MatMul(nameof(B))", "(2, 3, 4, 6)", "(2, 3, 6, 5)", "(2, 3, 4, 5)")]
    public void Multiplies_the_last_two_dimensions(string use, string first, string second, string output) => Assert.Equal(output, OutputOf(use, first, second));

    [Fact]
    public void Multiplies_and_adds_once_per_term() => Assert.Equal(2 * 4 * 6 * 5, Place("MatMul(nameof(B))", "(4, 6)", "(6, 5)").Flops);

    [Theory]
    [InlineData("MatMul(nameof(B))", "(6, 5)", "MatMulKernel.Run(w.GradY, w.B, w.GradA, transposeB: true)", "MatMulKernel.Run(w.A, w.GradY, w.GradB, transposeA: true)")]
    [InlineData("MatMul(nameof(B), TransposeOther = true)", "(5, 6)", "MatMulKernel.Run(w.GradY, w.B, w.GradA, transposeB: false)", "MatMulKernel.Run(w.GradY, w.A, w.GradB, transposeA: true)")]
    public void Gradients_are_products_too(string use, string other, string first, string second) =>
        Assert.Equal([first, second], Declare.Plan($"[Input(4, 6)] A [Input{other}] B [From(nameof(A)), {use}] Y").Program.Backward.Select(step => step.Text));

    [Theory]
    [InlineData("(6)", "(6, 5)")]
    [InlineData("(4, 6)", "(6)")]
    [InlineData("(2, 4, 6)", "(3, 6, 5)")]
    [InlineData("(2, 4, 6)", "(6, 5)")]
    public void Needs_matrices_on_both_sides(string first, string second) => Misfits<ShapesDiffer>(
        "MatMul(nameof(B))", [first, second], $"needs two values (..., rows, columns) that agree before their last two dimensions, but multiplies {first} by {second}", null);

    [Theory]
    [InlineData("MatMul(nameof(B))", "(5, 6)", "(4, 6) by (5, 6)", "true")]
    [InlineData("MatMul(nameof(B), TransposeOther = true)", "(6, 5)", "(4, 6) by (6, 5) transposed", "false")]
    public void Tells_where_transposing_would_fit(string use, string second, string what, string transpose) => Misfits<ShapesDiffer>(
        use, ["(4, 6)", second], $"needs as many columns on the left as rows on the right, but multiplies {what}", "TransposeOther", transpose, $"TransposeOther = {transpose} makes them agree");

    [Fact]
    public void Has_no_advice_where_neither_fits() =>
        Misfits<ShapesDiffer>("MatMul(nameof(B))", ["(4, 6)", "(7, 8)"], "needs as many columns on the left as rows on the right, but multiplies (4, 6) by (7, 8)", null);

    [Theory]
    [InlineData("MatMul(nameof(B), TransposeOther = true)", "(6)")]
    [InlineData("MatMul(nameof(B))", "(5)")]
    public void Vectors_of_a_batch_do_not_meet(string use, string second) => Misfits<ShapesDiffer>(
        use, ["(6)", second], $"multiplies the matrices of each sample, but (6) and {second} are vectors: samples of a batch do not meet", null, null,
        "for one product per sample, multiply the elements, as in [Multiply(nameof(Other)), Mean(-1)]; for those of all pairs in a batch, give both members [Output] and compute the loss yourself between TrainForward and TrainBackward");
}
