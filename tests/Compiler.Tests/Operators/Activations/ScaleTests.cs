using DeepDsl;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Activations;

public sealed class ScaleTests : PointwiseTests<ScaleAttribute>
{
    protected override string[] Forms => ["Scale(0.5)", "Scale(-1)", "Scale(0)"];

    protected override bool IsInPlace => true;

    [Theory]
    [InlineData("Scale(0.5)", "0.5")]
    [InlineData("Scale(-1)", "-1")]
    public void Becomes_its_kernel_and_its_call(string use, string factor) => Becomes(use, $"new ScaleFunction({factor})", $"x * {factor}");

    [Fact]
    public void Scales_the_gradient_as_the_value() => Assert.Equal(
        "PointwiseKernel.Forward(w.GradY, w.GradX, new ScaleFunction(0.5))", Assert.Single(Declare.Plan("[Input(8)] X [Scale(0.5)] Y").Program.Backward).Text);

    [Theory]
    [InlineData("1.0 / 2", "0.5")]
    [InlineData("X.Features", "8")]
    public void Takes_a_factor_that_is_a_member(string factor, string shown) => Assert.Equal(
        $"PointwiseKernel.Forward(w.X, w.Y, new ScaleFunction({shown}))", Assert.Single(Declare.Plan($"[Input(8)] X Factor => {factor} [Scale(nameof(Factor))] Y").Program.Forward).Text);

    [Fact]
    public void Is_looked_through_for_the_activation() => Assert.IsType<ITransparent>(Place("Scale(2)", "(8)"), exactMatch: false);

    [Theory]
    [InlineData("double.NaN", "double.NaN")]
    [InlineData("double.PositiveInfinity", "double.PositiveInfinity")]
    public void Needs_a_finite_factor(string factor, string shown) => Misfits<ShapeMismatch>($"Scale({factor})", ["(8)"], $"needs a finite factor, but gets {shown}", "0");
}
