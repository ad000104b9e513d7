using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class WeightTests : OperatorTests<WeightAttribute>
{
    protected override Use[] Uses =>
    [
        new("Weight(3)", "(3)") { IsSource = true }, new("Weight(1, 6)", "(4, 6)") { IsSource = true }, new("Weight(2, 3, 4, WeightStd = 0.1)", "(2, 3, 4)") { IsSource = true },
        new("Weight(5)", "(6, DType = DType.Int64)") { IsSource = true },
    ];

    [Theory]
    [InlineData("Weight(1, 768)", "(1, 768)", " (1, 768)")]
    [InlineData("Weight", "()", " ()")]
    public void Has_the_shape_that_is_written(string use, string output, string parameters)
    {
        Assert.Equal(output, OutputOf(use, "(9)"));
        Assert.Equal(parameters, ParametersOf(use, "(9)"));
    }

    [Theory]
    [InlineData("Weight(3)", Initializer.Normal, 0.02)]
    [InlineData("Weight(3, WeightInit = Initializer.Auto)", Initializer.Normal, 0.02)]
    [InlineData("Weight(3, WeightStd = 1)", Initializer.Normal, 1.0)]
    [InlineData("Weight(3, WeightInit = Initializer.Constant, WeightValue = 2)", Initializer.Constant, 2.0)]
    [InlineData("Weight(3, WeightInit = Initializer.Zeros)", Initializer.Zeros, 0.0)]
    public void Starts_small_unless_told_otherwise(string use, Initializer initializer, double scale)
    {
        var weight = Assert.Single(Place(use, "(9)").Parameters);
        Assert.Equal((initializer, scale), (weight.Init.Initializer, weight.Init.Scale));
    }

    [Fact]
    public void Sizes_may_be_members() => Assert.Equal("(6, 3)", Declare.Sound(Declare.Graph("[Input(6)] X Width => X.Features [Weight(nameof(Width), 3)] W [MatMul(nameof(W), TransposeOther = true)] Y")).Members["W"].Shape.ToString());

    [Fact]
    public void Is_what_the_member_works_with()
    {
        var graph = Declare.Sound(Declare.Graph("[Input(4, 6)] X [Weight(1, 6), Linear(6), Residual] Cls [Concat(nameof(X))] Y"));
        Assert.Equal("(5, 6)", graph.Members["Y"].Shape.ToString());
        Assert.Equal("Weight", graph.Members["Cls"].Inputs[1].Operator!.GetType().Name);
        Assert.Equal(["cls.weight"], graph.Nodes.Where(node => node.Operator is DeepDsl.Compiler.Operators.Layers.Weight).Select(node => node.StateNameOf("")));
    }

    [Fact]
    public void Has_a_gradient_for_its_value_and_none_for_what_lends_the_batch()
    {
        var program = Declare.Plan("[Input(4, 6)] X [Weight(1, 6), Concat(nameof(X))] Y").Program;
        Assert.Equal("if parameters: WeightKernel.BackwardParameters(w.GradYWeight, _yWeight.Grad)",
            program.Backward.Where(step => step.Text.StartsWith("Weight", StringComparison.Ordinal)).Select(step => $"if {step.When.ToString().ToLowerInvariant()}: {step.Text}").Single());
        Assert.DoesNotContain(program.Forward, step => step.Text.StartsWith("Weight", StringComparison.Ordinal) && step.Reads.Any(value => value.Name == "X"));
    }

    [Theory]
    [InlineData("Weight(0, 6)", "needs sizes of at least 1, but one is 0; the batch is not written", "0", null)]
    [InlineData("Weight(6, 1.5)", "needs sizes of at least 1, but one is 1.5; the batch is not written", "1", null)]
    [InlineData("Weight([3, 4])", "needs sizes of at least 1, but one is [3, 4]; the batch is not written", "0", null)]
    [InlineData("Weight(1, 2, 3, 4, 5)", "has 5 sizes, but at most four are supported; the batch is not written", null, null)]
    [InlineData("Weight(6, WeightInit = Initializer.KaimingNormal)", "is no map with inputs and outputs, so it cannot start with KaimingNormal: Normal, TruncNormal, Uniform, Zeros and Constant are possible", "WeightInit", "Initializer.Normal")]
    public void Needs_sizes_and_a_start_without_fans(string use, string message, string? argument, string? suggestion) => Misfits<ShapeMismatch>(use, ["(9)"], message, argument, suggestion);

    [Theory]
    [InlineData("[Linear(6), Weight(6)] Y", "Y[1] ShapeMismatch: [Weight] makes a value of its own and takes up no other: put it first on a member, and name that member where it is used")]
    [InlineData("[From(nameof(X)), Weight(6)] Y", "Y[1] ShapeMismatch: [Weight] makes a value of its own and takes up no other: put it first on a member, and name that member where it is used")]
    [InlineData("[Weight(6, When = nameof(Flag))] Y Flag => true", "Y[0].When ShapeMismatch: [Weight] cannot be switched off, as 'Y' would be nothing then: switch what uses it")]
    [InlineData("[Weight(nameof(Foo))] Y", "Y[0].0[0] UnknownName: There is no constant or computed member 'Foo'")]
    public void Stands_at_the_beginning_of_a_member(string members, string problem) => Assert.Equal([problem], Graph.ProblemText.Of($"[Input(6)] X {members}"));
}
