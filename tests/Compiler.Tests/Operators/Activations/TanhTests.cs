using DeepDsl;

namespace Compiler.Tests.Operators.Activations;

public sealed class TanhTests : PointwiseTests<TanhAttribute>
{
    protected override string[] Forms => ["Tanh"];

    protected override bool IsInPlace => true;

    [Fact]
    public void Becomes_its_kernel_and_its_call() => Becomes("Tanh", "new TanhFunction()", "functional.tanh(x)");

    [Fact]
    public void Wants_Xavier_before_it() => Assert.Equal((Initializer.XavierUniform, 1), MatchingOf("Tanh"));
}
