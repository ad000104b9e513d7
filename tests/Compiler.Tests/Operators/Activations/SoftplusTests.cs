using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Activations;

public sealed class SoftplusTests : PointwiseTests<SoftplusAttribute>
{
    protected override string[] Forms => ["Softplus", "Softplus(Beta = 2)"];

    protected override bool IsInPlace => false;

    [Theory]
    [InlineData("Softplus", "1")]
    [InlineData("Softplus(Beta = 2.5)", "2.5")]
    public void Becomes_its_kernel_and_its_call(string use, string beta) => Becomes(use, $"new SoftplusFunction({beta})", $"Portable.Softplus(x, {beta})");

    [Fact]
    public void Wants_Kaiming_before_it() => Assert.All(Forms, form => Assert.Equal((Initializer.KaimingNormal, Math.Sqrt(2)), MatchingOf(form)));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void Needs_a_sharpness(string beta) => Misfits<ShapeMismatch>($"Softplus(Beta = {beta})", ["(8)"], $"needs a finite Beta greater than 0, but gets {beta}", "Beta", "1");
}
