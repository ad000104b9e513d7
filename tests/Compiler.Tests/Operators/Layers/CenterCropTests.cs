using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class CenterCropTests : OperatorTests<CenterCropAttribute>
{
    protected override Use[] Uses =>
    [
        new("CenterCrop(nameof(B))", "(3, 9, 8)", "(2, 4, 5)"), new("CenterCrop(nameof(B))", "(3, 9, 8)", "(5, 9, 8)"), new("CenterCrop(nameof(A))", "(1, 4, 4)"),
        new("CenterCrop(nameof(B))", "(2, 3, 3)", "(2, 1, 3)"),
    ];

    [Theory]
    [InlineData("(64, 568, 568)", "(64, 392, 392)", "(64, 392, 392)")]
    [InlineData("(3, 9, 8)", "(7, 4, 5)", "(3, 4, 5)")]
    public void Keeps_its_channels(string input, string like, string output) => Assert.Equal(output, OutputOf("CenterCrop(nameof(B))", input, like));

    // As round((size - part) / 2.0) in Python.
    [Theory]
    [InlineData("(3, 9, 9)", "(1, 5, 7)", "2, 1")]
    [InlineData("(3, 8, 10)", "(1, 7, 7)", "0, 2")]
    [InlineData("(3, 12, 14)", "(1, 7, 7)", "2, 4")]
    public void Rounds_as_torchvision_does(string input, string like, string corner) =>
        Assert.Equal($"CropKernel.Forward(w.X, w.Y, {corner})", Declare.Plan($"[Input{input}] X [Input{like}] Like [From(nameof(X)), CenterCrop(nameof(Like))] Y").Program.Forward.Single().Text);

    [Fact]
    public void Is_no_step_at_all_where_the_sizes_agree() => Assert.Empty(Declare.Plan("[Input(3, 4, 5)] X [Input(1, 4, 5)] Like [From(nameof(X)), CenterCrop(nameof(Like))] Y").Program.Forward);

    [Fact]
    public void Sends_its_gradient_to_the_map_that_is_cut_alone()
    {
        var program = Declare.Plan("[Input(3, 9, 9)] X [Conv2d(2, 1)] Large [From(nameof(X)), Conv2d(2, 3)] Small [From(nameof(Large)), CenterCrop(nameof(Small))] Y").Program;
        Assert.Equal(["CropKernel.Backward(w.GradY, w.GradLarge, 1, 1)"], program.Backward.Select(step => step.Text).Where(text => !text.StartsWith("Convolution", StringComparison.Ordinal)));
        Assert.DoesNotContain(program.Backward, step => step.Text.Contains("small", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("(3, 9)", "(1, 4, 4)")]
    [InlineData("(3, 9, 9)", "(4)")]
    public void Needs_feature_maps(string input, string like) =>
        Misfits<ShapeMismatch>("CenterCrop(nameof(B))", [input, like], $"needs inputs (channels, height, width), but cuts {input} to the size of {like}", null);

    [Theory]
    [InlineData("(1, 10, 4)")]
    [InlineData("(1, 4, 10)")]
    public void Needs_a_map_that_is_larger(string like) =>
        Misfits<ShapesDiffer>("CenterCrop(nameof(B))", ["(3, 9, 9)", like], $"cuts the middle out of a larger map, but (3, 9, 9) is not as large as {like}", null);
}
