using DeepDsl;

namespace Compiler.Tests.Operators.Activations;

public sealed class LogTests : PointwiseTests<LogAttribute>
{
    protected override string[] Forms => ["Log"];

    protected override bool IsInPlace => false;

    [Fact]
    public void Becomes_its_kernel_and_its_call() => Becomes("Log", "new LogFunction()", "x.log()");
}
