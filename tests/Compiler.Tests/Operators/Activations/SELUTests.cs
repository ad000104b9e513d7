using DeepDsl;
using DeepDsl.Compiler.Operators.Activations;

namespace Compiler.Tests.Operators.Activations;

public sealed class SELUTests : PointwiseTests<SELUAttribute>
{
    protected override string[] Forms => ["SELU"];

    protected override bool IsInPlace => true;

    [Fact]
    public void Becomes_its_kernel_and_its_call() => Becomes("SELU", "new SELUFunction()", "functional.selu(x)");

    [Fact]
    public void Wants_LeCun_before_it() => Assert.Equal((Initializer.LeCunNormal, 1), MatchingOf("SELU"));

    [Fact]
    public void Starts_the_layer_before_it_with_LeCun()
    {
        var parameters = Generated.Of("[Input(8)] X [Linear(4), SELU, Linear(2)] Y").Parameters;
        Assert.Contains("Init.LeCunNormal(8, 1)", parameters);
        Assert.Contains("LeCun for SELU", parameters);
    }

    [Fact]
    public void Keeps_mean_0_and_variance_1()
    {
        var moments = new SELU("(8)".Shape()).Curve.Moments(0, 1);
        Assert.Equal(0, moments.Mean, 1e-6);
        Assert.Equal(1, moments.Square, 1e-6);
    }
}
