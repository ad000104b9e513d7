using System.Text.RegularExpressions;
using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class AlphaDropoutTests : OperatorTests<AlphaDropoutAttribute>
{
    protected override Use[] Uses =>
        [
            new("AlphaDropout", "(40)"), new("AlphaDropout(0.3)", "(3, 4, 5)"), new("AlphaDropout(0)", "(3, 4, 5)"), new("AlphaDropout(0)", "(7)"),
            new("AlphaDropout(0.1)", "(2, 3, 4, 5)"),
        ];

    [Theory]
    [InlineData("(40)")]
    [InlineData("(3, 4, 5)")]
    public void Keeps_the_shape(string input) => Assert.Equal(input, OutputOf("AlphaDropout(0.2)", input));

    [Fact]
    public void Learns_nothing() => Assert.Equal("", ParametersOf("AlphaDropout", "(40)"));

    [Fact]
    public void Is_no_step_at_all_with_probability_0()
    {
        var program = Declare.Plan("[Input(8)] X [AlphaDropout(0)] Y").Program;
        Assert.Empty(program.Forward);
        Assert.Empty(program.Backward);
    }

    [Fact]
    public void Every_layer_draws_for_itself_and_draws_the_same_again_backward()
    {
        var program = Declare.Plan("[Input(8)] X [AlphaDropout(0.1), Linear(8), AlphaDropout(0.2)] Y").Program;
        var draws = program.Forward.Concat(program.Backward).Select(step => Regex.Match(step.Text, @"0\.\d, State\.Draws\.Of\(layer: \d\)")).Where(match => match.Success);
        Assert.Equal(
            ["0.1, State.Draws.Of(layer: 0)", "0.2, State.Draws.Of(layer: 1)", "0.2, State.Draws.Of(layer: 1)", "0.1, State.Draws.Of(layer: 0)"],
            draws.Select(match => match.Value));
    }

    [Theory]
    [InlineData("[Conv2d(4, 1), AlphaDropout(0.1)]", true)]
    [InlineData("[Linear(4), AlphaDropout(0.1)]", false)]
    public void Draws_in_the_layout_of_the_kernels_on_the_portable_path_too(string operators, bool channelsLast)
    {
        var forward = Generated.Of($"[Input(3, 4, 5)] X {operators} Y").Forward;
        Assert.Equal(channelsLast, forward.Contains("channelsLast: true", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AlphaDropout(1)", "1")]
    [InlineData("AlphaDropout(-0.1)", "-0.1")]
    [InlineData("AlphaDropout(1.5)", "1.5")]
    [InlineData("AlphaDropout(double.NaN)", "double.NaN")]
    [InlineData("AlphaDropout(null)", "double.NaN")]
    public void Needs_a_probability(string use, string came) =>
        Misfits<ShapeMismatch>(use, ["(40)"], $"needs a probability of at least 0 and less than 1, but gets {came}", "0");
}
