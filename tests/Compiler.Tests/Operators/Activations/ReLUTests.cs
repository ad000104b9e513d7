using DeepDsl;

namespace Compiler.Tests.Operators.Activations;

public sealed class ReLUTests : PointwiseTests<ReLUAttribute>
{
    protected override string[] Forms => ["ReLU"];

    protected override bool IsInPlace => true;

    [Fact]
    public void Becomes_its_kernel_and_its_call() => Becomes("ReLU", "new ReLUFunction()", "functional.relu(x)");

    [Fact]
    public void Wants_Kaiming_before_it() => Assert.Equal((Initializer.KaimingNormal, Math.Sqrt(2)), MatchingOf("ReLU"));
}
