using DeepDsl;

namespace Compiler.Tests.Operators.Activations;

public sealed class SiLUTests : PointwiseTests<SiLUAttribute>
{
    protected override string[] Forms => ["SiLU"];

    protected override bool IsInPlace => false;

    [Fact]
    public void Becomes_its_kernel_and_its_call() => Becomes("SiLU", "new SiLUFunction()", "functional.silu(x)");

    [Fact]
    public void Wants_Kaiming_before_it() => Assert.Equal((Initializer.KaimingNormal, Math.Sqrt(2)), MatchingOf("SiLU"));
}
