using DeepDsl;

namespace Compiler.Tests.Operators.Activations;

public sealed class LeakyReLUTests : PointwiseTests<LeakyReLUAttribute>
{
    protected override string[] Forms => ["LeakyReLU", "LeakyReLU(0.2)", "LeakyReLU(0)"];

    protected override bool IsInPlace => false;

    [Theory]
    [InlineData("LeakyReLU", "0.01")]
    [InlineData("LeakyReLU(0.2)", "0.2")]
    [InlineData("LeakyReLU(1)", "1")]
    public void Becomes_its_kernel_and_its_call(string use, string slope) =>
        Becomes(use, $"new LeakyReLUFunction({slope})", $"functional.leaky_relu(x, {slope})");

    // PyTorch's calculate_gain('leaky_relu', slope).
    [Theory]
    [InlineData("LeakyReLU(0)", 1.4142135623730951)]
    [InlineData("LeakyReLU", 1.4141428569978354)]
    [InlineData("LeakyReLU(0.2)", 1.3867504905630728)]
    [InlineData("LeakyReLU(1)", 1.0)]
    public void Wants_Kaiming_before_it_with_a_gain_that_knows_its_slope(string use, double gain) =>
        Assert.Equal((Initializer.KaimingNormal, gain), MatchingOf(use));
}
