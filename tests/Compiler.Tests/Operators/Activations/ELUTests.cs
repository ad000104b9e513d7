using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Activations;

public sealed class ELUTests : PointwiseTests<ELUAttribute>
{
    protected override string[] Forms => ["ELU", "ELU(0.5)", "ELU(0)"];

    protected override bool IsInPlace => true;

    [Theory]
    [InlineData("ELU", "1")]
    [InlineData("ELU(0.5)", "0.5")]
    [InlineData("ELU(2)", "2")]
    public void Becomes_its_kernel_and_its_call(string use, string alpha) => Becomes(use, $"new ELUFunction({alpha})", $"functional.elu(x, {alpha})");

    [Fact]
    public void Wants_Kaiming_before_it() => Assert.All(Forms, form => Assert.Equal((Initializer.KaimingNormal, Math.Sqrt(2)), MatchingOf(form)));

    [Theory]
    [InlineData("-1")]
    [InlineData("double.NaN")]
    public void Needs_an_alpha_that_is_not_negative(string alpha) =>
        Misfits<ShapeMismatch>($"ELU({alpha})", ["(8)"], $"needs a finite alpha of at least 0, but gets {alpha}", "0", "1");
}
