using DeepDsl;
using DeepDsl.Compiler.Operators;

namespace Compiler.Tests.Operators.Activations;

public sealed class ExpTests : PointwiseTests<ExpAttribute>
{
    protected override string[] Forms => ["Exp"];

    protected override bool IsInPlace => true;

    [Fact]
    public void Becomes_its_kernel_and_its_call() => Becomes("Exp", "new ExpFunction()", "x.exp()");

    [Fact]
    public void Says_nothing_about_the_weights_before_it() => Assert.All(Forms, form => Assert.IsNotType<IActivation>(Place(form, "(8)"), exactMatch: false));
}
