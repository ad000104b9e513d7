using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Planning;

namespace Compiler.Tests.Planning;

/// <summary>Faults planted into a sound program, and what the verifier says about each.</summary>
public sealed class PlanVerifierTests
{
    private const string Source = "[Input(8)] X [LayerNorm, ReLU, Tanh, Linear(4)] Y";

    [Fact]
    public void Finds_nothing_in_a_sound_program() => Assert.Empty(PlanVerifier.Verify(MemoryPlan.Make(Program())));

    [Fact]
    public void Finds_a_value_that_is_read_before_it_is_written()
    {
        var program = Program();
        program.Forward.Reverse();
        Assert.Contains("PointwiseKernel.Forward(w.YReLU, w.YTanh, new TanhFunction()) reads YReLU before anything wrote it.", PlanVerifier.Verify(MemoryPlan.Make(program)));
    }

    [Fact]
    public void Finds_a_gradient_that_is_read_before_it_is_written()
    {
        var program = Program();
        program.Backward.RemoveAll(step => step.Text.Contains("TanhFunction", StringComparison.Ordinal));
        Assert.Equal(
            ["PointwiseKernel.Backward(w.GradYReLU, w.YReLU, w.GradYNorm, new ReLUFunction()) reads GradYReLU before anything wrote it."],
            PlanVerifier.Verify(MemoryPlan.Make(program)));
    }

    [Fact]
    public void Finds_a_value_whose_memory_was_given_away()
    {
        var plan = MemoryPlan.Make(Program());
        var (norm, relu) = (Named(plan, "YNorm"), Named(plan, "YReLU"));
        Assert.Same(plan.OwnerOf(norm), plan.OwnerOf(relu));
        // The plan is made, and only then somebody reads what it held to be dead.
        plan.Program.Backward.Insert(0, new(plan.Program.Graph.Model, null, $"Late.Read({norm})", StepCondition.Always));
        Assert.Equal("Late.Read(w.YNorm) reads YNorm, but its memory holds YReLU by then.", Assert.Single(PlanVerifier.Verify(plan)));
    }

    [Fact]
    public void Finds_a_result_that_is_overwritten()
    {
        var plan = MemoryPlan.Make(Lowering.Lower(Declare.Graph("[Input(8)] X [LayerNorm, ReLU] Y")));
        plan.Program.Backward.Add(new(plan.Program.Graph.Model, null, $"Late.Write({new Written(Named(plan, "YNorm"))})", StepCondition.Always));
        Assert.Equal("The result Y is overwritten.", Assert.Single(PlanVerifier.Verify(plan)));
    }

    [Fact]
    public void Finds_a_gradient_of_an_input_that_is_overwritten()
    {
        var plan = MemoryPlan.Make(Lowering.Lower(Declare.Graph("[Input(8)] X [ReLU, Tanh] Y")));
        plan.Program.Backward.Add(new(plan.Program.Graph.Model, null, $"Late.Write({new Written(Named(plan, "GradY"))})", StepCondition.Always));
        Assert.Equal("The gradient GradX of an input is overwritten.", Assert.Single(PlanVerifier.Verify(plan)));
    }

    [Theory]
    [InlineData("LinearKernel.BackwardParameters", "The parameter y.linear.weight gets no gradient.", "The parameter y.linear.bias gets no gradient.")]
    public void Finds_parameters_without_a_gradient(string kernel, params string[] faults)
    {
        var program = Program();
        program.Backward.RemoveAll(step => step.Text.StartsWith(kernel, StringComparison.Ordinal));
        Assert.Equal(faults, PlanVerifier.Verify(MemoryPlan.Make(program)));
    }

    [Fact]
    public void Finds_gradients_that_are_written_twice()
    {
        var program = Program();
        program.Backward.Add(program.Backward.Single(step => step.Text.StartsWith("LinearKernel.BackwardParameters", StringComparison.Ordinal)));
        Assert.Equal(
            ["The gradient of y.linear.weight is written more than once.", "The gradient of y.linear.bias is written more than once."],
            PlanVerifier.Verify(MemoryPlan.Make(program)).Where(fault => !fault.Contains(" reads ", StringComparison.Ordinal)));
    }

    private static TrainingProgram Program() => Lowering.Lower(Declare.Graph(Source));

    private static Value Named(MemoryPlan plan, string name) => plan.Program.Values.Single(value => value.Name == name);
}
