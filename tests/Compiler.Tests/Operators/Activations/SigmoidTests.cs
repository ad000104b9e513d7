using DeepDsl;

namespace Compiler.Tests.Operators.Activations;

public sealed class SigmoidTests : PointwiseTests<SigmoidAttribute>
{
    protected override string[] Forms => ["Sigmoid"];

    protected override bool IsInPlace => true;

    [Fact]
    public void Becomes_its_kernel_and_its_call() => Becomes("Sigmoid", "new SigmoidFunction()", "functional.sigmoid(x)");

    [Fact]
    public void Wants_Xavier_before_it() => Assert.Equal((Initializer.XavierUniform, 1), MatchingOf("Sigmoid"));
}
