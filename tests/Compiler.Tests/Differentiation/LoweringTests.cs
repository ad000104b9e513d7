using DeepDsl.Compiler.Planning;

namespace Compiler.Tests.Differentiation;

/// <summary>The kernel calls of a step: which there are, in which order, and when they are made.</summary>
public sealed class LoweringTests
{
    [Fact]
    public void A_step_goes_forward_in_order_and_backward_in_reverse()
    {
        var program = Declare.Plan("[Input(8)] X [LayerNorm, ReLU] A [Linear(2)] Y").Program;
        Assert.Equal(
            [
                "LayerNormKernel.Forward(w.X, _aNormWeight.Value, _aNormBias.Value, w.ANorm, w.ANormMean, w.ANormInvStd, 1e-5)",
                "PointwiseKernel.Forward(w.ANorm, w.A, new ReLUFunction())",
                "LinearKernel.Forward(w.A, _yLinearWeight.Value, _yLinearBias.Value, w.Y)",
            ],
            program.Forward.Select(step => step.Text));
        Assert.Equal(
            [
                "LinearKernel.BackwardParameters(w.GradY, w.A, _yLinearWeight.Grad, _yLinearBias.Grad)",
                "LinearKernel.BackwardInput(w.GradY, _yLinearWeight.Value, w.GradA)",
                "PointwiseKernel.Backward(w.GradA, w.A, w.GradANorm, new ReLUFunction())",
                "LayerNormKernel.Backward(w.GradANorm, w.X, _aNormWeight.Value, w.ANormMean, w.ANormInvStd, w.GradX, _aNormWeight.Grad, _aNormBias.Grad)",
            ],
            program.Backward.Select(step => step.Text));
    }

    [Fact]
    public void The_gradients_of_a_value_that_is_used_twice_are_added()
    {
        var program = Declare.Plan("[Input(8)] X [Linear(4)] A [ReLU] B [From(nameof(A)), Tanh, Add(nameof(B))] Y").Program;
        var sum = Assert.Single(program.Backward, step => step.Text.StartsWith("ElementwiseKernel.Add", StringComparison.Ordinal));
        Assert.Equal("ElementwiseKernel.Add(w.GradA, w.GradA2, w.GradASum)", sum.Text);
        Assert.Contains("w.GradASum", program.Backward[program.Backward.IndexOf(sum) + 1].Text);
    }

    [Theory]
    [InlineData("[Add(nameof(A))] Y", 1)]
    [InlineData("[Add(nameof(A), nameof(A))] Y", 2)]
    [InlineData("[ReLU, Add(nameof(A)), Residual] Y", 2)]
    [InlineData("[Concat(nameof(A), nameof(A))] Y", 2)]
    public void So_are_those_of_a_value_that_one_operator_takes_twice(string member, int sums)
    {
        var program = Declare.Plan($"[Input(8)] X [Linear(4)] A {member}").Program;
        Assert.Equal(sums, program.Backward.Count(step => step.Text.StartsWith("ElementwiseKernel.Add(", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_gradient_of_a_result_that_is_used_on_is_added_to_what_comes_back()
    {
        var program = Declare.Plan("[Input(8)] X [Linear(4), Output] A [ReLU, Output] B").Program;
        Assert.Contains("ElementwiseKernel.Add(w.GradA, w.GradA2, w.GradASum)", program.Backward.Select(step => step.Text));
    }

    [Fact]
    public void What_no_result_needs_is_not_computed()
    {
        var plan = Declare.Plan("[Input(8)] X [Input(8)] Z [Linear(4), Dropout] Dead [BatchNorm1d] Deader [From(nameof(X)), Linear(2)] Y");
        Assert.Equal(["LinearKernel.Forward(w.X, _yLinearWeight.Value, _yLinearBias.Value, w.Y)"], plan.Program.Forward.Select(step => step.Text));
        Assert.DoesNotContain(plan.Values.Where(plan.IsUsed), value => value.Name.Contains("Dead", StringComparison.Ordinal));
        Assert.Empty(PlanVerifier.Verify(plan));
    }

    [Fact]
    public void An_input_that_no_result_needs_has_no_gradient()
    {
        var program = Declare.Plan("[Input(8)] X [Input(8)] Z [From(nameof(X)), Linear(2)] Y").Program;
        Assert.Equal(["GradX", null], program.InputGradients.Select(gradient => gradient?.Name));
    }

    [Theory]
    [InlineData("[Linear(4)] Y", "LinearKernel.BackwardParameters", StepCondition.Parameters)]
    [InlineData("[Linear(4)] Y", "LinearKernel.BackwardInput", StepCondition.Input)]
    [InlineData("[ReLU] A [Linear(4)] Y", "PointwiseKernel", StepCondition.Input)]
    [InlineData("[Linear(4), ReLU] Y", "BiasKernel", StepCondition.Always)]
    [InlineData("[LayerNorm, ReLU] Y", "PointwiseKernel", StepCondition.Always)]
    [InlineData("[Linear(4), Linear(3)] Y", "LinearKernel.BackwardInput(w.GradY,", StepCondition.Always)]
    [InlineData("[Linear(4), Linear(3)] Y", "LinearKernel.BackwardInput(w.GradYLinear,", StepCondition.Input)]
    [InlineData("[LayerNorm] Y", "LayerNormKernel", StepCondition.Always)]
    [InlineData("[LayerNorm(ElementwiseAffine = false)] Y", "LayerNormKernel", StepCondition.Input)]
    [InlineData("[BatchNorm1d(Affine = false), Softmax] Y", "SoftmaxKernel", StepCondition.Input)]
    [InlineData("[ReLU] A [Tanh, Add(nameof(A))] Y", "ElementwiseKernel.Add(w.GradY", StepCondition.Input)]
    [InlineData("[Linear(4)] L [ReLU, Add(nameof(L))] Y", "ElementwiseKernel.Add(w.GradY", StepCondition.Always)]
    public void A_backward_step_is_made_for_what_lies_before_it(string members, string kernel, StepCondition when)
    {
        var program = Declare.Plan($"[Input(8)] X {members}").Program;
        Assert.Equal(when, Assert.Single(program.Backward, step => step.Text.StartsWith(kernel, StringComparison.Ordinal)).When);
        Assert.All(program.Forward, step => Assert.Equal(StepCondition.Always, step.When));
    }

    [Theory]
    [InlineData("[Conv2d(4, 3)] Y", 0)]
    [InlineData("[Conv2d(4, 3), ReLU, BatchNorm2d, MaxPool2d(2), Conv2d(2, 1)] Y", 0)]
    [InlineData("[Conv2d(4, 3), LayerNorm, ReLU, Linear(3)] Y", 1)]
    [InlineData("[LayerNorm, Conv2d(4, 3), Linear(2), Conv2d(2, 1)] Y", 3)]
    [InlineData("[Conv2d(4, 3), Flatten] Y", 1)]
    [InlineData("[Conv2d(4, 8), Flatten, Linear(2)] Y", 0)]
    [InlineData("[Conv2d(1, 3), Flatten] Y", 0)]
    [InlineData("[Conv2d(4, 3)] A [Linear(6)] B [From(nameof(A)), LayerNorm, Add(nameof(B))] Y", 1)]
    public void Layouts_are_changed_where_kernels_differ_and_once_only(string members, int conversions)
    {
        var program = Declare.Plan($"[Input(3, 8, 8)] X {members}").Program;
        Assert.Equal(conversions, program.Forward.Count(step => step.Text.StartsWith("LayoutKernel.Convert", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_layers_that_draw_are_numbered_even_where_they_are_dead()
    {
        var program = Declare.Plan("[Input(8)] X [Dropout] Dead [From(nameof(X)), Dropout] Y").Program;
        Assert.Equal(1, Assert.Single(program.Layers, layer => layer.Key.Name == "Y").Value);
    }

    [Fact]
    public void Names_of_values_are_unique()
    {
        var program = Declare.Plan("[Input(8)] GradY [Linear(8)] YReLU [Linear(8), ReLU, Add(nameof(GradY))] Y [Tanh, Add(nameof(YReLU), nameof(Y))] YTanh").Program;
        Assert.Distinct(program.Values.Select(value => value.Name));
        Assert.All(program.Values, value => Assert.Equal($"w.{value.Name}", value.Reference));
    }
}
