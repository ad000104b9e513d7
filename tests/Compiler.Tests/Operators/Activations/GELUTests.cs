using DeepDsl;

namespace Compiler.Tests.Operators.Activations;

public sealed class GELUTests : PointwiseTests<GELUAttribute>
{
    protected override string[] Forms => ["GELU", "GELU(Approximate = GELUApproximation.Tanh)"];

    protected override bool IsInPlace => false;

    [Theory]
    [InlineData("GELU", "new GELUFunction()", "functional.gelu(x)")]
    [InlineData("GELU(Approximate = GELUApproximation.None)", "new GELUFunction()", "functional.gelu(x)")]
    [InlineData("GELU(Approximate = GELUApproximation.Tanh)", "new TanhGELUFunction()", "Portable.TanhGelu(x)")]
    public void Becomes_its_kernel_and_its_call(string use, string function, string portable) => Becomes(use, function, portable);

    [Fact]
    public void Wants_Kaiming_before_it() => Assert.All(Forms, form => Assert.Equal((Initializer.KaimingNormal, Math.Sqrt(2)), MatchingOf(form)));
}
