using Compiler.Tests.Graph;
using DeepDsl.Compiler.Planning;

namespace Compiler.Tests.Operators.Joining;

/// <summary>The sum of one node over the repetitions of a block.</summary>
public sealed class SumOfTests
{
    private const string Block = "block Layer { [Hyper] int Width [Input] X [Linear(4), Tanh] Gate [Linear(nameof(Width))] [Output] Skip [From(nameof(Gate)), Linear(4)] Y }";

    private const string Sum = Block + "[Input(4)] X [Use<Layer>(3, Repeat = 3)] Layers [SumOf(nameof(Layers), nameof(Layer.Skip))] Y";

    [Fact]
    public void Adds_the_node_of_every_repetition()
    {
        var sum = Declare.Sound(Declare.Graph(Sum)).Members["Y"];
        Assert.Equal(["Layers0.Skip", "Layers1.Skip", "Layers2.Skip"], sum.Inputs.Select(input => input.Name));
        Assert.Equal("(3)", sum.Shape.ToString());
        Assert.Equal(6, sum.Operator!.Flops);
    }

    [Fact]
    public void Is_planned_without_a_fault()
    {
        var plan = Declare.Plan(Sum);
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.Empty(Playback.Faults(plan));
        Assert.All(Declare.Files("[MSELoss, SGD(0.1)] class Net " + Sum), file => Assert.Empty(CodeText.Faults(file.Text)));
    }

    [Fact]
    public void Of_one_repetition_it_is_the_node_itself() =>
        Assert.Equal("layers.layer.skip.linear", Declare.Sound(Declare.Graph(Block + "[Input(4)] X [Use<Layer>(3)] Layers [SumOf(nameof(Layers), nameof(Layer.Skip))] Y")).Members["Y"].StateName);

    [Theory]
    [InlineData("[Use<Layer>(3, Repeat = 2)] Layers [SumOf(nameof(X), nameof(Layer.Skip))] Y", "Y[0].0 UnknownName: [SumOf] gathers from the repetitions of a block, but 'X' has no [Use<...>]")]
    [InlineData("[Use<Layer>(3, Repeat = 2)] Layers [SumOf(nameof(Layers), nameof(Layer.Skipp))] Y", "Y[0].1 UnknownName: 'Layer' has no node 'Skipp'; did you mean 'Skip'?")]
    [InlineData("[Use<Layer>(3, Repeat = 2)] Layers [SumOf(nameof(Layers), nameof(Layer.Width))] Y", "Y[0].1 UnknownName: 'Layer' has no node 'Width'")]
    [InlineData("[Use<Layer>(3, Repeat = 2)] Layers [SumOf(nameof(Layesr), nameof(Layer.Skip))] Y", "Y[0].0 UnknownName: There is no member 'Layesr'; did you mean 'Layers'?")]
    [InlineData("[Use<Layer>([3, 5])] Layers [SumOf(nameof(Layers), nameof(Layer.Skip))] Y", "Y[0] ShapesDiffer: [SumOf] needs values of one shape, but adds (5) to (3) [X (4) → Linear (4) → Tanh (4) → Linear (3); … → Linear (4) → Linear (4) → Tanh (4) → Linear (5)]")]
    public void Says_what_does_not_fit(string members, string problem) => Assert.Equal([problem], ProblemText.Of($"{Block} [Input(4)] X {members}"));

    [Fact]
    public void Every_block_of_the_member_must_have_the_node() =>
        Assert.Equal(["Y[0].1 UnknownName: 'Other' has no node 'Skip'"],
            ProblemText.Of(Block + " block Other { [Input] X [Linear(4)] Y } [Input(4)] X [Use<Layer>(3), Use<Other>] Layers [SumOf(nameof(Layers), nameof(Layer.Skip))] Y"));

    [Fact]
    public void A_mistake_in_the_block_is_not_reported_again() =>
        Assert.Equal(["Layers[0] ShapeMismatch"], ProblemText.Kinds(Block + "[Input(4)] X [Use<Layer>(0, Repeat = 2)] Layers [SumOf(nameof(Layers), nameof(Layer.Skip))] Y"));
}
