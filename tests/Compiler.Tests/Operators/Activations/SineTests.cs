using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Activations;

public sealed class SineTests : PointwiseTests<SineAttribute>
{
    protected override string[] Forms => ["Sine", "Sine(1)", "Sine(0.5)"];

    protected override bool IsInPlace => false;

    [Theory]
    [InlineData("Sine", "30")]
    [InlineData("Sine(0.5)", "0.5")]
    public void Becomes_its_kernel_and_its_call(string use, string omega) => Becomes(use, $"new SineFunction({omega})", $"(x * {omega}).sin()");

    // U(-sqrt(6/fan)/omega, sqrt(6/fan)/omega), and Kaiming's bound is gain*sqrt(3/fan).
    [Theory]
    [InlineData("Sine", 0.047140452079103175)]
    [InlineData("Sine(1)", 1.4142135623730951)]
    public void Wants_a_bound_before_it_that_shrinks_with_its_frequency(string use, double gain) => Assert.Equal((Initializer.KaimingUniform, gain), MatchingOf(use));

    [Theory]
    [InlineData("0")]
    [InlineData("-30")]
    public void Needs_a_frequency(string omega) => Misfits<ShapeMismatch>($"Sine({omega})", ["(8)"], $"needs a finite frequency greater than 0, but gets {omega}", "0", "30");
}
