using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Joining;

public sealed class MultiplyTests : OperatorTests<MultiplyAttribute>
{
    protected override Use[] Uses =>
    [
        new("Multiply(nameof(B))", "(6)", "(6)"), new("Multiply(nameof(A))", "(6)"), new("Multiply(nameof(B))", "(3, 4, 5)", "(3, 1, 1)"), new("Multiply(nameof(B))", "(3, 1, 1)", "(3, 4, 5)"),
        new("Multiply(nameof(B), nameof(C))", "(3, 4)", "(1, 4)", "(3, 1)"), new("Multiply(nameof(B))", "(4, 1)", "(1, 5)"),
    ];

    [Theory]
    [InlineData("(6)", "(6)", "(6)")]
    [InlineData("(3, 4, 5)", "(3, 1, 1)", "(3, 4, 5)")]
    [InlineData("(3, 1, 1)", "(3, 4, 5)", "(3, 4, 5)")]
    [InlineData("(4, 1)", "(1, 5)", "(4, 5)")]
    [InlineData("()", "()", "()")]
    public void Repeats_sizes_of_one(string first, string second, string output) => Assert.Equal(output, OutputOf("Multiply(nameof(B))", first, second));

    [Fact]
    public void Multiplies_once_per_element() => Assert.Equal(60, Place("Multiply(nameof(B))", "(3, 4, 5)", "(3, 1, 1)").Flops);

    [Fact]
    public void Several_factors_are_taken_up_one_after_another()
    {
        var graph = Declare.Sound(Declare.Graph("[Input(3, 4)] A [Input(1, 4)] B [Input(3, 1)] C [From(nameof(B)), Multiply(nameof(C), nameof(A))] Y"));
        Assert.Equal(["A", "B", "C", "YMultiply", "Y"], graph.Nodes.Select(node => node.Name));
        Assert.Equal("torch * C * A", graph.Members["Y"].Operator!.Portable(new(graph.Members["Y"], ["torch * C", "A"], "", false)));
    }

    [Fact]
    public void Each_factor_is_the_others_gradient()
    {
        var program = Declare.Plan("[Input(3, 4, 5)] A [Input(3, 1, 1)] B [From(nameof(A)), Multiply(nameof(B))] Y").Program;
        Assert.Equal(["MultiplyKernel.Backward(w.GradY, w.B, w.GradA)", "MultiplyKernel.Backward(w.GradY, w.A, w.GradB)"], program.Backward.Select(step => step.Text));
    }

    [Fact]
    public void Needs_somebody_to_multiply_by() => Misfits<UnknownName>("Multiply()", ["(6)"], "needs the name of at least one member to multiply by", null);

    [Theory]
    [InlineData("(6)", "(7)")]
    [InlineData("(6)", "(1, 6)")]
    [InlineData("(3, 4, 5)", "(3, 2, 1)")]
    public void Needs_sizes_that_agree_or_are_one(string first, string second) =>
        Misfits<ShapesDiffer>("Multiply(nameof(B))", [first, second], $"needs shapes whose sizes agree or are 1, but multiplies {first} by {second}", null);

    [Fact]
    public void Tells_at_which_factor_it_ends() =>
        Misfits<ShapesDiffer>("Multiply(nameof(B), nameof(C))", ["(4, 1)", "(1, 5)", "(4, 1, 1)"], "needs shapes whose sizes agree or are 1, but multiplies (4, 5) by (4, 1, 1)", null);
}
