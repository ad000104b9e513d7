using Compiler.Tests.Graph;
using DeepDsl.Compiler.Planning;

namespace Compiler.Tests.Operators.Joining;

/// <summary>One node of every repetition of a block, joined.</summary>
public sealed class ConcatOfTests
{
    private const string Block = "block Layer { [Hyper] int Width [Input] X [Linear(4), Tanh] Gate [Linear(nameof(Width))] [Output] Skip [From(nameof(Gate)), Linear(4)] Y }";

    [Theory]
    [InlineData("(4)", "3, Repeat = 3", "", "(9)")]
    [InlineData("(4)", "[3, 5]", "", "(8)")]
    [InlineData("(2, 4)", "3, Repeat = 2", "", "(4, 3)")]
    [InlineData("(2, 4)", "[3, 5]", ", Dim = -1", "(2, 8)")]
    [InlineData("(2, 4)", "[3, 5]", ", Dim = 2", "(2, 8)")]
    [InlineData("(4)", "3", "", "(3)")]
    public void Joins_the_node_of_every_repetition(string input, string arguments, string dim, string output)
    {
        var source = $"{Block} [Input{input}] X [Use<Layer>({arguments})] Layers [ConcatOf(nameof(Layers), nameof(Layer.Skip){dim}), Tanh] Y";
        Assert.Equal(output, Declare.Sound(Declare.Graph(source)).Members["Y"].Shape.ToString());
        var plan = Declare.Plan(source);
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.Empty(Playback.Faults(plan));
        Assert.All(Declare.Files("[MSELoss, SGD(0.1)] class Net " + source), file => Assert.Empty(CodeText.Faults(file.Text)));
    }

    [Fact]
    public void Becomes_a_Concat()
    {
        var graph = Declare.Sound(Declare.Graph($"{Block} [Input(4)] X [Use<Layer>(3, Repeat = 2)] Layers [ConcatOf(nameof(Layers), nameof(Layer.Skip))] Y"));
        Assert.Equal(("Concat of ConcatOf", "Y"), (graph.Members["Y"].Text, graph.Members["Y"].Name));
        Assert.Equal(["Layers0.Skip", "Layers1.Skip"], graph.Members["Y"].Inputs.Select(input => input.Name));
    }

    [Theory]
    [InlineData("[ConcatOf(nameof(X), nameof(Layer.Skip))] Y", "Y[0].0 UnknownName: [ConcatOf] gathers from the repetitions of a block, but 'X' has no [Use<...>]")]
    [InlineData("[ConcatOf(nameof(Layers), nameof(Layer.Skipp))] Y", "Y[0].1 UnknownName: 'Layer' has no node 'Skipp'; did you mean 'Skip'?")]
    [InlineData("[ConcatOf(nameof(Layers), nameof(Layer.Skip), Dim = 3)] Y", "Y[0].Dim ShapeMismatch: [ConcatOf] joins along dimension 3, but its input (2, 3) has dimensions 1 to 2 after the batch")]
    [InlineData("[ConcatOf(nameof(Layers), nameof(Layer.Skip))] Y", "Y[0] ShapesDiffer: [ConcatOf] needs shapes that differ along dimension 1 only, but joins (2, 5) to (2, 3)")]
    public void Says_what_does_not_fit(string member, string problem) =>
        Assert.Equal([problem], ProblemText.Of($"{Block} [Input(2, 4)] X [Use<Layer>([3, 5])] Layers {member}").Select(line => line.Split(" [X (2, 4) ")[0]));
}
