using DeepDsl.Compiler.Planning;

namespace Compiler.Tests.Planning;

/// <summary>Who shares whose memory, and for how long.</summary>
public sealed class MemoryPlanTests
{
    [Fact]
    public void A_result_takes_the_place_of_an_input_that_is_dead()
    {
        var plan = Declare.Plan("[Input(8)] X [LayerNorm, ReLU] A [Linear(2)] Y");
        Assert.True(Shares(plan, "A", "ANorm"));
    }

    [Theory]
    [InlineData("[LayerNorm, GELU] A [Linear(2)] Y", "the backward pass reads the input of GELU")]
    [InlineData("[Linear(4)] L [ReLU] A [Add(nameof(L))] Y", "a later step reads it")]
    [InlineData("[Linear(4)] [Output] L [ReLU] A [Output, Linear(2)] Y", "a caller reads it")]
    public void A_value_that_is_used_later_keeps_its_memory(string members, string why)
    {
        var plan = Declare.Plan($"[Input(8)] X {members}");
        var before = plan.Values.Single(value => value.Name is "L" or "ANorm");
        Assert.False(Shares(plan, "A", before.Name), why);
    }

    [Fact]
    public void Gradients_take_each_others_place_on_their_way_down()
    {
        var plan = Declare.Plan("[Input(8)] X [Linear(4), Tanh, ReLU, LayerNorm] Y");
        Assert.Single(new[] { "GradY", "GradYReLU", "GradYTanh", "GradYLinear" }.Select(name => plan.OwnerOf(Named(plan, name))).Distinct());
    }

    [Fact]
    public void A_gradient_that_goes_two_ways_keeps_its_memory_until_both_have_read_it()
    {
        var plan = Declare.Plan("[Input(8)] X [Linear(8)] A [Tanh] B [LayerNorm, Add(nameof(A))] Y");
        // LayerNorm's backward pass comes first and may not write over it; the sum that comes last may.
        Assert.False(Shares(plan, "GradB", "GradY"));
        Assert.True(Shares(plan, "GradASum", "GradY"));
        Assert.Empty(Playback.Faults(plan));
    }

    // The gradient of B is that of Y itself; the last step, which reads it for A, must not write over it.
    [Theory]
    [InlineData("ReLU")]
    [InlineData("LayerNorm")]
    [InlineData("Softmax")]
    [InlineData("Dropout")]
    public void The_gradient_of_an_input_is_not_given_away_in_the_last_step(string operators)
    {
        var plan = Declare.Plan($"[Input(8)] A [Input(8)] B [From(nameof(A)), {operators}, Add(nameof(B))] Y");
        Assert.False(Shares(plan, "GradA", "GradY"));
        Assert.Empty(PlanVerifier.Verify(plan));
    }

    [Fact]
    public void Shapes_and_layouts_must_agree_to_share()
    {
        var plan = Declare.Plan("[Input(3, 4, 4)] X [Conv2d(4, 1), MaxPool2d(2), ReLU] A [LayerNorm] Y");
        Assert.True(Shares(plan, "A", "AMaxPool2d"));
        Assert.False(Shares(plan, "AMaxPool2d", "AConv"));
        Assert.False(Shares(plan, "Y", "A"));
    }

    [Fact]
    public void Views_share_their_memory_and_its_life()
    {
        var plan = Declare.Plan("[Input(2, 3)] X [Flatten, Reshape(3, 2), Linear(4)] Y");
        Assert.All(["YFlatten", "YReshape"], name => Assert.True(Shares(plan, name, "X")));
        Assert.Equal((MemoryPlan.Start, plan.LossMoment + 1), plan.LifetimeOf(Named(plan, "X")));
    }

    [Fact]
    public void Outputs_live_to_the_end()
    {
        var plan = Declare.Plan("[Input(8)] X [Linear(4), Output] A [ReLU, Linear(2), Output] Y [From(nameof(A)), Tanh, Linear(2), Output] Z");
        Assert.All(plan.Program.Outputs, output => Assert.Equal(plan.End, plan.LifetimeOf(plan.OwnerOf(output)).To));
    }

    [Fact]
    public void Gradients_of_inputs_live_to_the_end()
    {
        var plan = Declare.Plan("[Input(8)] X [Linear(4)] A [Input(3)] Z [Linear(4), Add(nameof(A))] Y");
        Assert.All(plan.Program.InputGradients, gradient => Assert.Equal(plan.End, plan.LifetimeOf(plan.OwnerOf(gradient!)).To));
    }

    [Fact]
    public void Gradients_of_outputs_live_from_the_loss()
    {
        var plan = Declare.Plan("[Input(8)] X [Linear(4)] Y");
        Assert.Equal((plan.LossMoment, plan.LossMoment + 2), plan.LifetimeOf(Named(plan, "GradY")));
    }

    [Fact]
    public void Inputs_live_from_the_start_to_their_last_use()
    {
        var plan = Declare.Plan("[Input(8)] X [GELU] A [Linear(4)] B [Input(4)] Z [From(nameof(B)), Add(nameof(Z))] Y");
        Assert.Equal((MemoryPlan.Start, plan.End), plan.LifetimeOf(Named(plan, "X")));
        Assert.Equal((MemoryPlan.Start, plan.LossMoment - 1), plan.LifetimeOf(Named(plan, "Z")));
    }

    [Fact]
    public void Adopted_values_are_released_once_after_their_last_use()
    {
        var plan = Declare.Plan("[Input(3, 8, 8)] X [Conv2d(4, 3), ReLU] A [Conv2d(4, 3), GELU] B [Flatten, Linear(2)] Y");
        string[] adopted = ["A", "BConv", "GradA", "GradX"];
        Assert.Equal(adopted, plan.Values.Where(value => value.IsAdopted).Select(value => value.Name).Order(StringComparer.Ordinal));
        // The gradient of the input belongs to the caller.
        Assert.Equal(["A", "BConv", "GradA"], Enumerable.Range(0, plan.End + 1).SelectMany(plan.ReleasedAt).Select(value => value.Name).Order(StringComparer.Ordinal));
        Assert.Empty(Playback.Faults(plan));
    }

    [Fact]
    public void Adopted_results_are_kept_for_the_caller()
    {
        var plan = Declare.Plan("[Input(3, 8, 8)] X [Conv2d(4, 3)] Y");
        var released = Enumerable.Range(0, plan.End + 1).SelectMany(plan.ReleasedAt).ToArray();
        Assert.Empty(released);
        Assert.All(["Y", "GradX"], name => Assert.True(Named(plan, name).IsAdopted));
    }

    [Fact]
    public void Nothing_is_adopted_into_the_memory_of_another()
    {
        var plan = Declare.Plan("[Input(3, 8, 8)] X [Conv2d(3, 1), ReLU, Conv2d(3, 1), Residual, Conv2d(3, 1)] Y");
        Assert.All(plan.Values.Where(value => value.IsAdopted), value => Assert.Same(value, plan.OwnerOf(value)));
    }

    private static bool Shares(MemoryPlan plan, string one, string other) => plan.OwnerOf(Named(plan, one)) == plan.OwnerOf(Named(plan, other));

    private static Value Named(MemoryPlan plan, string name) => plan.Values.Single(value => value.Name == name);
}
