using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class NoiseTests : OperatorTests<NoiseAttribute>
{
    protected override Use[] Uses =>
    [
        new("Noise(Like = nameof(A))", "(7)") { IsSource = true }, new("Noise(Like = nameof(A))", "(3, 4, 5)") { IsSource = true }, new("Noise(Like = nameof(A))", "()") { IsSource = true },
    ];

    [Fact]
    public void Has_the_shape_of_another_member_and_learns_nothing()
    {
        var graph = Declare.Sound(Declare.Graph("[Input(6)] X [Linear(3)] Mu [Noise(Like = nameof(Mu)), Add(nameof(Mu))] Z"));
        Assert.Equal("(3)", graph.Members["Z"].Shape.ToString());
        Assert.Equal("", ParametersOf("Noise(Like = nameof(X))", "(7)"));
    }

    [Fact]
    public void Sends_no_gradient_to_the_member_whose_shape_it_has()
    {
        var program = Declare.Plan("[Input(6)] X [Linear(3)] Mu [From(nameof(X)), Linear(3)] Std [Noise(Like = nameof(Mu)), Multiply(nameof(Std)), Add(nameof(Mu))] Z").Program;
        Assert.Equal(["MultiplyKernel.Backward(w.GradZ, w.ZNoise, w.GradStd)"], program.Backward.Where(step => step.Text.StartsWith("Multiply", StringComparison.Ordinal)).Select(step => step.Text));
        Assert.Equal("NoiseKernel.Run(w.ZNoise, State.Draws.Of(layer: 0))", program.Forward.Single(step => step.Text.StartsWith("Noise", StringComparison.Ordinal)).Text);
    }

    [Fact]
    public void Needs_a_member_of_real_numbers_to_be_like()
    {
        Misfits<UnknownName>("Noise", ["(7)"], "needs the member whose shape it takes, as in [Noise(Like = nameof(Mu))]", null);
        Assert.Equal(["Y[0].Like UnknownName: There is no member 'Foo'; known so far: X"], Graph.ProblemText.Of("[Input(6)] X [Noise(Like = nameof(Foo))] Y"));
        Assert.Equal(["Y[0] ShapeMismatch: [Noise] computes with real numbers, but 'X' consists of integers; [Embedding(...)] turns indices into vectors"],
            Graph.ProblemText.Of("[Input(6, DType = DType.Int64)] X [Noise(Like = nameof(X))] Y"));
    }
}
