using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class PositionalEmbeddingTests : OperatorTests<PositionalEmbeddingAttribute>
{
    protected override Use[] Uses =>
    [
        new("PositionalEmbedding(5)", "(5, 6)"), new("PositionalEmbedding(100, Std = 0.1)", "(5, 6)"), new("PositionalEmbedding(1)", "(1, 1)"),
    ];

    [Fact]
    public void Adds_a_vector_to_every_position()
    {
        Assert.Equal("(5, 6)", OutputOf("PositionalEmbedding(8)", "(5, 6)"));
        Assert.Equal("weight (8, 6)", ParametersOf("PositionalEmbedding(8)", "(5, 6)"));
        Assert.Equal(30, Place("PositionalEmbedding(8)", "(5, 6)").Flops);
    }

    [Theory]
    [InlineData("PositionalEmbedding(5)", 0.02)]
    [InlineData("PositionalEmbedding(5, Std = 1)", 1.0)]
    public void Starts_normally(string use, double std)
    {
        var weight = Assert.Single(Place(use, "(5, 6)").Parameters);
        Assert.Equal((Initializer.Normal, std), (weight.Init.Initializer, weight.Init.Scale));
    }

    [Theory]
    [InlineData(5, "x + _yPositionWeight")]
    [InlineData(8, "x + _yPositionWeight.narrow(0, 0, 5)")]
    public void Takes_only_as_many_as_there_are_positions(int length, string portable)
    {
        var graph = Declare.Graph($"[Input(5, 6)] X [PositionalEmbedding({length})] Y");
        Assert.StartsWith(portable.Split('.')[0], graph.Members["Y"].Operator!.Portable(new(graph.Members["Y"], ["x"], "", false)));
        Assert.Equal(portable.Contains("narrow"), graph.Members["Y"].Operator!.Portable(new(graph.Members["Y"], ["x"], "", false)).EndsWith(".narrow(0, 0, 5)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("(6)")]
    [InlineData("(2, 5, 6)")]
    public void Needs_a_sequence(string input) => Misfits<ShapeMismatch>("PositionalEmbedding(8)", [input], $"needs an input (length, features), but gets {input}", null);

    [Theory]
    [InlineData("PositionalEmbedding(4)", "has vectors for 4 positions, but its input (5, 6) has 5", "0", "5")]
    [InlineData("PositionalEmbedding(5, Std = -1)", "needs a finite standard deviation of at least 0, but Std is -1", "Std", "0.02")]
    public void Needs_enough_vectors_and_a_spread(string use, string message, string argument, string suggestion) => Misfits<ShapeMismatch>(use, ["(5, 6)"], message, argument, suggestion);
}
