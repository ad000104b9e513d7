using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Activations;

public sealed class ClampTests : PointwiseTests<ClampAttribute>
{
    protected override string[] Forms => ["Clamp(-1, 1)", "Clamp(0, 0)"];

    protected override bool IsInPlace => false;

    [Fact]
    public void Becomes_its_kernel_and_its_call() => Becomes("Clamp(-0.5, 2)", "new ClampFunction(-0.5, 2)", "x.clamp(-0.5, 2)");

    [Theory]
    [InlineData("1", "0", "1 to 0")]
    [InlineData("double.NaN", "0", "double.NaN to 0")]
    public void Needs_bounds_in_order(string low, string high, string came) => Misfits<ShapeMismatch>($"Clamp({low}, {high})", ["(8)"], $"needs bounds in order, but gets {came}", "0");
}
