using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Joining;

public sealed class ResidualTests : OperatorTests<ResidualAttribute>
{
    protected override Use[] Uses =>
    [
        new("Residual(nameof(B))", "(6)", "(6)"), new("Residual", "(3, 4, 5)"), new("Residual(nameof(B), Projection = Projection.Linear)", "(6)", "(4)"),
        new("Residual(nameof(B), Projection = Projection.Conv1x1)", "(5, 3, 3)", "(3, 6, 6)"),
        new("Residual(nameof(B), Projection = Projection.Conv1x1BatchNorm)", "(5, 6, 6)", "(3, 6, 6)"),
    ];

    [Fact]
    public void Alone_adds_the_input_of_its_member()
    {
        var graph = Declare.Sound(Declare.Graph("[Input(6)] X [Linear(6), Tanh] A [Linear(6), ReLU, Residual] Y"));
        Assert.Equal(["YReLU", "A"], graph.Members["Y"].Inputs.Select(input => input.Name));
    }

    [Fact]
    public void Alone_adds_what_From_names()
    {
        var graph = Declare.Sound(Declare.Graph("[Input(6)] X [Linear(6), Tanh] A [From(nameof(X)), ReLU, Residual, Add(nameof(A))] Y"));
        Assert.Equal(["YReLU", "X"], graph.Members["Y"].Inputs[0].Inputs.Select(input => input.Name));
    }

    [Theory]
    [InlineData("Projection.None")]
    [InlineData("Projection.Conv1x1")]
    [InlineData("Projection.Conv1x1BatchNorm")]
    [InlineData("Projection.Linear")]
    public void Passes_through_unchanged_where_the_shapes_agree(string projection)
    {
        var graph = Declare.Sound(Declare.Graph($"[Input(3, 4, 5)] X [ReLU, Residual(Projection = {projection})] Y"));
        Assert.Equal(["X", "YReLU", "Y"], graph.Nodes.Select(node => node.Name));
    }

    [Theory]
    [InlineData("(3, 6, 6)", "Conv2d(5, 3, Stride = 2, Padding = 1)", "Conv1x1BatchNorm", "y.projection.weight (5, 3, 1, 1), y.projection_norm.weight (5), y.projection_norm.bias (5)")]
    [InlineData("(3, 6, 6)", "Conv2d(5, 3, Stride = 2, Padding = 1)", "Conv1x1", "y.projection.weight (5, 3, 1, 1), y.projection.bias (5)")]
    [InlineData("(3, 6, 6)", "Linear(4)", "Linear", "y.projection.weight (4, 6)")]
    [InlineData("(6)", "Linear(4)", "Linear", "y.projection.weight (4, 6)")]
    public void Projects_the_skip_where_they_differ(string input, string branch, string projection, string parameters)
    {
        var graph = Declare.Sound(Declare.Graph($"[Input{input}] X [{branch}, Residual(Projection = Projection.{projection})] Y"));
        var projections = graph.Nodes.Where(node => node.StateName.StartsWith("y.projection", StringComparison.Ordinal));
        var learned = projections.SelectMany(node => node.Operator!.Parameters.Select(parameter => $"{node.StateName}.{parameter.Name} {parameter.Shape}"));
        Assert.Equal(parameters, string.Join(", ", learned));
    }

    [Fact]
    public void Names_of_the_projection_can_be_chosen()
    {
        var graph = Declare.Sound(Declare.Graph("[Input(3, 6, 6)] X [Conv2d(5, 3, Padding = 1), Residual(Projection = Projection.Conv1x1BatchNorm, ProjectionName = \"downsample.0\", ProjectionNormName = \"downsample.1\")] Y [Linear(4), Residual(Projection = Projection.Linear, ProjectionName = \"skip\")] Z"));
        Assert.Equal(["y.conv", "downsample.0", "downsample.1", "y.residual", "z.linear", "skip", "z.residual"], graph.Nodes.Where(node => !node.IsInput).Select(node => node.StateName));
    }

    // Also where the shapes agree, as in the second of two repetitions.
    [Theory]
    [InlineData("ProjectionName = \"skip\"", "names a projection, but Projection.None has none", "ProjectionName")]
    [InlineData("Projection = Projection.Linear, ProjectionNormName = \"norm\"", "names a norm, but Projection.Linear has none", "ProjectionNormName")]
    public void Names_only_what_there_is(string arguments, string message, string argument) =>
        Misfits<UnknownName>($"Residual(nameof(B), {arguments})", ["(6)", "(6)"], message, argument);

    // The strides of ceil(size / stride), in either direction.
    [Theory]
    [InlineData(8, 4, 2)]
    [InlineData(7, 4, 2)]
    [InlineData(9, 3, 3)]
    [InlineData(7, 1, 7)]
    [InlineData(7, 7, 1)]
    public void Strides_by_what_makes_the_sizes_agree(int from, int to, int stride)
    {
        var projection = Declare.Plan($"[Input(2, {from}, 5)] X [AdaptiveAvgPool2d([{to}, 5]), Conv2d(3, 1), Residual(nameof(X), Projection = Projection.Conv1x1)] Y")
            .Program.Forward.Single(step => step.Node?.StateName == "y.projection");
        Assert.Equal($"(3, {to}, 5)", projection.Node!.Shape.ToString());
        Assert.Contains($"stride: ({stride}, 1)", projection.Text);
    }

    [Theory]
    [InlineData("(6)", "(4)", "Linear")]
    [InlineData("(2, 6)", "(2, 4)", "Linear")]
    [InlineData("(5, 3, 3)", "(3, 6, 6)", "Conv1x1BatchNorm")]
    public void Needs_equal_shapes_or_a_projection(string branch, string skip, string projection) => Misfits<ShapesDiffer>(
        "Residual(nameof(B))", [branch, skip], $"needs equal shapes, but adds {skip} to {branch}", "Projection", projection, $"Projection.{projection} makes them agree");

    [Theory]
    [InlineData("(6)", "(2, 6)")]
    [InlineData("(3, 6)", "(2, 6)")]
    [InlineData("(3, 8, 8)", "(3, 4, 4)")]
    public void Has_no_advice_where_no_projection_helps(string branch, string skip) =>
        Misfits<ShapesDiffer>("Residual(nameof(B))", [branch, skip], $"needs equal shapes, but adds {skip} to {branch}", "Projection");

    [Theory]
    [InlineData("(5, 3, 3)", "(3, 6, 6)", "Linear", "Conv1x1BatchNorm", "Projection.Conv1x1BatchNorm can")]
    [InlineData("(6)", "(4)", "Conv1x1", "Linear", "Projection.Linear can")]
    [InlineData("(5, 5, 5)", "(5, 7, 7)", "Conv1x1", null, null)]
    [InlineData("(6)", "(2, 4)", "Linear", null, null)]
    public void Names_the_projection_that_can(string branch, string skip, string projection, string? suggestion, string? advice) => Misfits<ShapesDiffer>(
        $"Residual(nameof(B), Projection = Projection.{projection})", [branch, skip],
        $"cannot bring {skip} to {branch} by Projection.{projection}", "Projection", suggestion, advice);
}
