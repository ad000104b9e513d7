using DeepDsl;

namespace Compiler.Tests.Operators.Activations;

public sealed class HardsigmoidTests : PointwiseTests<HardsigmoidAttribute>
{
    protected override string[] Forms => ["Hardsigmoid"];

    protected override bool IsInPlace => true;

    [Fact]
    public void Becomes_its_kernel_and_its_call() => Becomes("Hardsigmoid", "new HardsigmoidFunction()", "(x + 3).clamp(0, 6) / 6");

    [Fact]
    public void Wants_Xavier_before_it() => Assert.Equal((Initializer.XavierUniform, 1), MatchingOf("Hardsigmoid"));
}
