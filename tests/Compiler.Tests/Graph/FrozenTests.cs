using DeepDsl.Compiler.Planning;

namespace Compiler.Tests.Graph;

/// <summary>Blocks and models that are taken up and stay as they are.</summary>
public sealed class FrozenTests
{
    private const string Block = """
        block Layer { [Input] X [Linear(6), LayerNorm, BatchNorm1d, Dropout(0.3)] H [Noise(Like = nameof(H)), Add(nameof(H))] Y }
        """;

    [Fact]
    public void Nothing_is_computed_backward_where_nothing_before_it_learns()
    {
        var program = Declare.Plan($"{Block} [Input(4)] X [Use<Layer>(Frozen = true), Linear(2)] Y").Program;
        Assert.Equal(["LinearKernel.BackwardParameters(w.GradY, w.YLayer.Y, _yLinearWeight.Grad, _yLinearBias.Grad)"], program.Backward.Where(step => step.When.HasFlag(StepCondition.Parameters)).Select(step => step.Text));
        Assert.All(program.Backward.Skip(1), step => Assert.Equal(StepCondition.Input, step.When));
    }

    [Fact]
    public void Only_what_passes_through_is_computed_where_something_before_it_learns()
    {
        var plan = Declare.Plan($"{Block} [Input(4)] X [Linear(6), Use<Layer>(Frozen = true), Linear(2)] Y");
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.DoesNotContain(plan.Program.Backward.SelectMany(step => step.Writes), value => value.Residence == Residence.Model && value.Name.StartsWith("y.layer.", StringComparison.Ordinal));
        Assert.Equal(["LinearKernel.BackwardParameters", "LinearKernel.BackwardInput", "BatchNormKernel.BackwardFrozen", "LayerNormKernel.Backward", "LinearKernel.BackwardInput", "LinearKernel.BackwardParameters"],
            plan.Program.Backward.Where(step => step.When.HasFlag(StepCondition.Parameters)).Select(step => step.Text.Split('(')[0]));
    }

    [Fact]
    public void Runs_as_in_inference()
    {
        var generated = Generated.Of($"{Block} [Input(4)] X [Use<Layer>(Frozen = true)] Y");
        Assert.Contains("BatchNormKernel.ForwardFrozen(", generated.Training);
        Assert.DoesNotContain("Dropout", generated.Training + generated.Forward);
        Assert.DoesNotContain("NoiseKernel", generated.Training);
        Assert.Contains("State.Draws.Of(layer: 1), false)", generated.Forward);
        Assert.Matches(@"Portable\.BatchNorm\(.*, false, 0\.1, 1e-5\)", generated.Forward);
    }

    [Fact]
    public void What_shares_with_it_is_frozen_and_what_is_frozen_may_share_with_what_learns()
    {
        var shared = Declare.Sound(Declare.Graph($"{Block} [Input(6)] X [Use<Layer>(Frozen = true)] A [Use<Layer>(Share = nameof(A))] Y"));
        Assert.All(shared.Nodes.Where(node => !node.IsInput), node => Assert.True(node.IsFrozen));

        var other = Declare.Sound(Declare.Graph($"{Block} [Input(6)] X [Use<Layer>] A [Use<Layer>(Share = nameof(A), Frozen = true)] Y"));
        Assert.Equal([false, true], other.Nodes.Where(node => node.Operator?.Kind == "Linear").Select(node => node.IsFrozen));
        Assert.Equal([true, false], other.Nodes.Where(node => node.Operator?.Kind == "Linear").Select(node => node.Learns("weight")));
        var forward = Generated.Of($"{Block} [Input(6)] X [Use<Layer>] A [Use<Layer>(Share = nameof(A), Frozen = true)] Y").Forward;
        Assert.Equal(1, forward.Split(" HLinearWeight.Tensor.detach()").Length - 1);
    }
}
