using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class EmbeddingTests : OperatorTests<EmbeddingAttribute>
{
    protected override Use[] Uses =>
    [
        new("Embedding(9, 4)", "(6, DType = DType.Int64)"), new("Embedding(1, 1)", "(2, 3, DType = DType.Int64)"), new("Embedding(5, 3)", "(DType = DType.Int64)"),
    ];

    // Nothing but an embedding takes integers, so nothing that learns can stand before it.
    protected override string[] Contexts(Use use) => [.. base.Contexts(use).Where(model => !model.Contains("LayerNorm", StringComparison.Ordinal))];

    [Theory]
    [InlineData("(6)", "(6, 4)")]
    [InlineData("()", "(4)")]
    [InlineData("(2, 3)", "(2, 3, 4)")]
    public void Puts_a_vector_in_the_place_of_every_index(string input, string output) => Assert.Equal(output, OutputOf("Embedding(9, 4)", input));

    [Theory]
    [InlineData("Embedding(nameof(Words), 4)")]
    [InlineData("Embedding(9, nameof(Width))")]
    [InlineData("Embedding(nameof(Words), nameof(Width))")]
    public void Sizes_may_be_members(string use) => Assert.Equal(
        "weight (9, 4)", string.Join("; ", Declare.Sound(Declare.Graph($"Words => 9 Width => 4 [Input(6, DType = DType.Int64)] X [{use}] Y")).Members["Y"].Operator!.Parameters.Select(parameter => $"{parameter.Name} {parameter.Shape}")));

    [Theory]
    [InlineData("Embedding(9, 4)", Initializer.Normal, 1.0)]
    [InlineData("Embedding(9, 4, WeightInit = Initializer.TorchDefault)", Initializer.Normal, 1.0)]
    [InlineData("Embedding(9, 4, WeightInit = Initializer.Normal, WeightStd = 0.02)", Initializer.Normal, 0.02)]
    public void Starts_as_PyTorchs_does_unless_told_otherwise(string use, Initializer initializer, double scale)
    {
        var weight = Assert.Single(Place(use, "(6)").Parameters);
        Assert.Equal((initializer, scale), (weight.Init.Initializer, weight.Init.Scale));
    }

    [Fact]
    public void Can_take_the_table_of_another()
    {
        var graph = Declare.Sound(Declare.Graph("[Input(6, DType = DType.Int64)] A [Input(5, DType = DType.Int64)] B [From(nameof(A)), Embedding(9, 4)] X [From(nameof(B)), Embedding(9, 4, TieWeight = nameof(X)), Concat(nameof(X), Dim = 1)] Y"));
        Assert.Same(graph.Members["X"], graph.Members["Y"].Inputs[0].OwnerOf("weight"));
        Assert.Contains("[Embedding] needs a weight (9, 3), but that of 'X' is (9, 4)",
            Assert.Single(Declare.Graph("[Input(6, DType = DType.Int64)] A [Embedding(9, 4)] X [From(nameof(A)), Embedding(9, 3, TieWeight = nameof(X)), Concat(nameof(X))] Y").Problems).Misfit.Message);
    }

    [Fact]
    public void Has_a_gradient_for_its_table_and_none_for_the_indices()
    {
        var program = Declare.Plan("[Input(6, DType = DType.Int64)] X [Embedding(9, 4)] Y").Program;
        Assert.Equal("EmbeddingKernel.BackwardParameters(w.GradY, w.X, _yEmbeddingWeight.Grad)", Assert.Single(program.Backward).Text);
        Assert.Empty(program.InputGradients);
    }

    [Theory]
    [InlineData("Embedding(0, 4)", "needs at least one vector, but Count is 0", "0")]
    [InlineData("Embedding(9, -1)", "needs at least one feature, but Features is -1", "1")]
    public void Needs_a_vector_and_a_feature(string use, string message, string argument) => Misfits<ShapeMismatch>(use, ["(6)"], message, argument);

    [Theory]
    [InlineData("Linear(3)")]
    [InlineData("ReLU")]
    [InlineData("Flatten")]
    public void Comes_before_everything_that_computes_with_integers(string use) => Assert.Equal(
        [$"Y[0] ShapeMismatch: [{use.Split('(')[0]}] computes with real numbers, but 'X' consists of integers; [Embedding(...)] turns indices into vectors"],
        Graph.ProblemText.Of($"[Input(6, DType = DType.Int64)] X [{use}] Y"));

    [Fact]
    public void Needs_integers() => Assert.Equal(
        ["Y[0] ShapeMismatch: [Embedding] looks vectors up by integers, but 'X' consists of real numbers; [Input(..., DType = DType.Int64)] declares indices"],
        Graph.ProblemText.Of("[Input(6)] X [Embedding(9, 4)] Y"));
}
