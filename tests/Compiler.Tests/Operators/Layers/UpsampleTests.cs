using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class UpsampleTests : OperatorTests<UpsampleAttribute>
{
    protected override Use[] Uses =>
    [
        new("Upsample(2)", "(3, 4, 5)"), new("Upsample([1, 3])", "(3, 4, 5)"), new("Upsample(2, Mode = UpsampleMode.Bilinear)", "(3, 4, 5)"), new("Upsample(3, Mode = UpsampleMode.Bilinear, AlignCorners = true)", "(1, 2, 2)"),
        new("Upsample(1)", "(3, 4, 5)"),
    ];

    [Theory]
    [InlineData("Upsample(2)", "(3, 8, 10)")]
    [InlineData("Upsample([1, 3])", "(3, 4, 15)")]
    [InlineData("Upsample(2, Mode = UpsampleMode.Bilinear)", "(3, 8, 10)")]
    public void Multiplies_height_and_width(string use, string output) => Assert.Equal(output, OutputOf(use, "(3, 4, 5)"));

    [Theory]
    [InlineData("Upsample(2)", "bilinear: false, alignCorners: false")]
    [InlineData("Upsample(2, Mode = UpsampleMode.Bilinear, AlignCorners = true)", "bilinear: true, alignCorners: true")]
    public void Options_reach_both_paths(string use, string options)
    {
        var graph = Declare.Graph($"[Input(3, 4, 5)] X [{use}] Y");
        Assert.Equal($"Portable.Upsample(x, (8, 10), {options})", graph.Members["Y"].Operator!.Portable(new(graph.Members["Y"], ["x"], "", false)));
        Assert.Contains(options, Assert.Single(Declare.Plan($"[Input(3, 4, 5)] X [{use}] Y").Program.Forward).Text);
    }

    [Fact]
    public void Learns_nothing() => Assert.Equal("", ParametersOf("Upsample(2)", "(3, 4, 5)"));

    [Theory]
    [InlineData("(6)")]
    [InlineData("(4, 6)")]
    public void Needs_a_map(string input) => Misfits<ShapeMismatch>("Upsample(2)", [input], $"needs an input (channels, height, width), but gets {input}", null);

    [Theory]
    [InlineData("Upsample(0)", "needs one or two factors, each at least 1, but ScaleFactor is 0", "0", null)]
    [InlineData("Upsample([2, 2, 2])", "needs one or two factors, each at least 1, but ScaleFactor is [2, 2, 2]", "0", null)]
    [InlineData("Upsample(2, AlignCorners = true)", "aligns corners in bilinear mode only", "AlignCorners", "false")]
    public void Needs_arguments_that_make_sense(string use, string message, string argument, string? suggestion) => Misfits<ShapeMismatch>(use, ["(3, 4, 5)"], message, argument, suggestion);
}
