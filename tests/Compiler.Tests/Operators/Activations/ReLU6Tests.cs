using DeepDsl;

namespace Compiler.Tests.Operators.Activations;

public sealed class ReLU6Tests : PointwiseTests<ReLU6Attribute>
{
    protected override string[] Forms => ["ReLU6"];

    protected override bool IsInPlace => true;

    [Fact]
    public void Becomes_its_kernel_and_its_call() => Becomes("ReLU6", "new ReLU6Function()", "functional.relu6(x)");

    [Fact]
    public void Wants_Kaiming_before_it() => Assert.All(Forms, form => Assert.Equal((Initializer.KaimingNormal, Math.Sqrt(2)), MatchingOf(form)));
}
