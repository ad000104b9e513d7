using DeepDsl;

namespace Compiler.Tests.Operators.Activations;

public sealed class HardswishTests : PointwiseTests<HardswishAttribute>
{
    protected override string[] Forms => ["Hardswish"];

    protected override bool IsInPlace => false;

    [Fact]
    public void Becomes_its_kernel_and_its_call() => Becomes("Hardswish", "new HardswishFunction()", "functional.hardswish(x)");

    [Fact]
    public void Wants_Kaiming_before_it() => Assert.All(Forms, form => Assert.Equal((Initializer.KaimingNormal, Math.Sqrt(2)), MatchingOf(form)));
}
