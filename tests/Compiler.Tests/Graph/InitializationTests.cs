using DeepDsl.Compiler.Graph;

namespace Compiler.Tests.Graph;

/// <summary>How weights and biases start, as the call that makes their values.</summary>
public sealed class InitializationTests
{
    private const string Root2 = "1.4142135623730951";

    [Theory]
    [InlineData("ReLU", $"Init.KaimingNormal(8, {Root2})", "Kaiming for ReLU")]
    [InlineData("LeakyReLU(0.2)", "Init.KaimingNormal(8, 1.3867504905630728)", "Kaiming for LeakyReLU")]
    [InlineData("GELU", $"Init.KaimingNormal(8, {Root2})", "Kaiming for GELU")]
    [InlineData("SiLU", $"Init.KaimingNormal(8, {Root2})", "Kaiming for SiLU")]
    [InlineData("Tanh", "Init.XavierUniform(8, 4, 1)", "Xavier for Tanh")]
    [InlineData("Sigmoid", "Init.XavierUniform(8, 4, 1)", "Xavier for Sigmoid")]
    [InlineData("Softmax", "Init.XavierUniform(8, 4, 1)", "Xavier for Softmax")]
    public void Auto_takes_what_suits_the_activation(string activation, string init, string why) =>
        Assert.Equal((init, why), Weight($"[Input(8)] X [Linear(4), {activation}] Y"));

    [Theory]
    [InlineData("[Linear(4)] Y")]
    [InlineData("[Linear(4), Linear(2), ReLU] Y")]
    [InlineData("[Linear(4), Dropout, Linear(2), ReLU] Y")]
    [InlineData("[Linear(4), LayerNorm] Y")]
    public void Auto_takes_Xavier_where_no_activation_follows(string members) =>
        Assert.Equal(("Init.XavierUniform(8, 4, 1)", "Xavier: no activation follows"), Weight($"[Input(8)] X {members}"));

    [Theory]
    [InlineData("[Linear(4), BatchNorm1d, ReLU] Y")]
    [InlineData("[Linear(4), LayerNorm, Dropout, ReLU] Y")]
    [InlineData("[Linear(4), Reshape(1, 2, 2), MaxPool2d(2), Flatten, ReLU] Y")]
    [InlineData("[Linear(4), Reshape(1, 2, 2), AvgPool2d(2), AdaptiveAvgPool2d(1), ReLU] Y")]
    [InlineData("[Linear(4), Concat(nameof(X)), ReLU] Y")]
    [InlineData("[Linear(4)] A [From(nameof(X)), Linear(4), Add(nameof(A)), ReLU] Y")]
    [InlineData("[Linear(4)] A [ReLU] B [Tanh, Add(nameof(A))] Y")]
    [InlineData("[Linear(4)] A [Noise(Like = nameof(A)), Add(nameof(A)), ReLU] Y")]
    public void Auto_looks_through_what_keeps_the_scale(string members) =>
        Assert.Equal(($"Init.KaimingNormal(8, {Root2})", "Kaiming for ReLU"), Weight($"[Input(8)] X {members}"));

    [Fact]
    public void Both_weights_of_a_residual_block_see_its_activation()
    {
        var graph = Declare.Sound(Declare.Graph("""
            [Input(3, 64, 64)] X
            [Conv2d(4, 3, Padding = 1), ReLU, Conv2d(4, 3, Padding = 1), BatchNorm2d, Residual(Projection = Projection.Conv1x1), ReLU] Y
            """));
        Assert.Equal(
            [$"y.conv.weight Init.KaimingNormal(27, {Root2})", $"y.conv2.weight Init.KaimingNormal(36, {Root2})", $"y.projection.weight Init.KaimingNormal(3, {Root2})"],
            All(graph).Where(line => line.Contains("Kaiming", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("KaimingNormal", $"Init.KaimingNormal(8, {Root2})")]
    [InlineData("KaimingUniform", $"Init.KaimingUniform(8, {Root2})")]
    [InlineData("KaimingNormal, WeightFan = FanMode.FanOut", $"Init.KaimingNormal(4, {Root2})")]
    [InlineData("KaimingUniform, WeightGain = 1.5", "Init.KaimingUniform(8, 1.5)")]
    [InlineData("XavierNormal", "Init.XavierNormal(8, 4, 1)")]
    [InlineData("XavierUniform, WeightGain = 0.5", "Init.XavierUniform(8, 4, 0.5)")]
    [InlineData("LeCunNormal", "Init.LeCunNormal(8, 1)")]
    [InlineData("LeCunUniform, WeightGain = 2", "Init.LeCunUniform(8, 2)")]
    [InlineData("Orthogonal", "Init.Orthogonal(1)")]
    [InlineData("Orthogonal, WeightGain = 1.25", "Init.Orthogonal(1.25)")]
    [InlineData("Normal", "Init.Normal(1)")]
    [InlineData("Normal, WeightStd = 0.02", "Init.Normal(0.02)")]
    [InlineData("TruncNormal, WeightStd = 0.02", "Init.TruncNormal(0.02)")]
    [InlineData("Uniform, WeightBound = 0.1", "Init.Uniform(0.1)")]
    [InlineData("Constant, WeightValue = -3", "Init.Constant(-3)")]
    [InlineData("Zeros", "Init.Constant(0)")]
    [InlineData("TorchDefault", "Init.TorchDefault(8)")]
    public void What_is_written_is_what_is_done(string init, string call) =>
        Assert.Equal((call, null), Weight($"[Input(8)] X [Linear(4, WeightInit = Initializer.{init})] Y"));

    [Theory]
    [InlineData("LeakyReLU(0.2)", "1.3867504905630728")]
    [InlineData("ReLU", Root2)]
    [InlineData("Tanh", Root2)]
    public void Kaiming_by_name_takes_the_gain_of_the_rectifier_that_follows(string activation, string gain) =>
        Assert.Equal(($"Init.KaimingNormal(8, {gain})", null), Weight($"[Input(8)] X [Linear(4, WeightInit = Initializer.KaimingNormal), {activation}] Y"));

    [Fact]
    public void A_gain_that_is_written_goes_with_Auto() =>
        Assert.Equal(("Init.KaimingNormal(8, 0.1)", "Kaiming for ReLU"), Weight("[Input(8)] X [Linear(4, WeightGain = 0.1), ReLU] Y"));

    [Fact]
    public void A_fan_that_is_written_goes_with_Auto() =>
        Assert.Equal(($"Init.KaimingNormal(4, {Root2})", "Kaiming for ReLU"), Weight("[Input(8)] X [Linear(4, WeightFan = FanMode.FanOut), ReLU] Y"));

    [Theory]
    [InlineData("", "Init.Constant(0)")]
    [InlineData(", BiasInit = Initializer.TorchDefault", "Init.TorchDefault(8)")]
    [InlineData(", BiasInit = Initializer.Constant, BiasValue = 0.25", "Init.Constant(0.25)")]
    [InlineData(", BiasInit = Initializer.Normal, BiasValue = 0.02", "Init.Normal(0.02)")]
    [InlineData(", BiasInit = Initializer.Uniform, BiasValue = 0.5", "Init.Uniform(0.5)")]
    [InlineData(", WeightInit = Initializer.TorchDefault", "Init.Constant(0)")]
    public void A_bias_starts_at_zero_unless_told_otherwise(string init, string call) =>
        Assert.Equal($"y.linear.bias {call}", All(Declare.Sound(Declare.Graph($"[Input(8)] X [Linear(4{init}), ReLU] Y")))[1]);

    [Fact]
    public void Norms_start_as_the_identity() => Assert.Equal(
        ["y.norm.weight Init.Constant(1)", "y.norm.bias Init.Constant(0)"], All(Declare.Sound(Declare.Graph("[Input(8)] X [LayerNorm] Y"))));

    [Theory]
    [InlineData("KaimingNormal", 2.0 / 8)]
    [InlineData("KaimingUniform, WeightFan = FanMode.FanOut", 2.0 / 4)]
    [InlineData("XavierUniform, WeightGain = 0.5", 0.25 * 2 / 12)]
    [InlineData("LeCunNormal", 1.0 / 8)]
    [InlineData("Orthogonal, WeightGain = 2", 4.0 / 8)]
    [InlineData("Normal, WeightStd = 0.5", 0.25)]
    [InlineData("Uniform, WeightBound = 0.3", 0.03)]
    [InlineData("TorchDefault", 1.0 / 24)]
    [InlineData("TruncNormal, WeightStd = 0.02", 0.0004)]
    // A standard normal without what lies beyond two.
    [InlineData("TruncNormal, WeightStd = 1", 0.7737413)]
    [InlineData("Zeros", 0)]
    [InlineData("Constant, WeightValue = 3", 0)]
    public void The_variance_is_that_of_the_distribution(string init, double variance)
    {
        var graph = Declare.Sound(Declare.Graph($"[Input(8)] X [Linear(4, WeightInit = Initializer.{init})] Y"));
        var spread = graph.Initialization.Resolve(graph.Nodes[1], graph.Nodes[1].Operator!.Parameters.First()).Spread;
        Assert.Equal(variance, spread.Variance, 1e-7);
        Assert.Equal(init.StartsWith("Constant", StringComparison.Ordinal) ? 3 : 0, spread.Mean);
        Assert.Equal(init.StartsWith("Orthogonal", StringComparison.Ordinal), spread.IsOrthogonal);
    }

    private static (string Init, string? Why) Weight(string source)
    {
        var graph = Declare.Sound(Declare.Graph(source));
        var node = graph.Nodes.First(node => node.Operator?.Parameters.Any() == true);
        var init = graph.Initialization.Resolve(node, node.Operator!.Parameters.First());
        return (init.Call, init.Why);
    }

    private static string[] All(ShapedGraph graph)
    {
        var initialization = graph.Initialization;
        return
        [
            .. from node in graph.Nodes
               where !node.IsInput
               from parameter in node.Operator!.Parameters
               select $"{node.StateName}.{parameter.Name} {initialization.Resolve(node, parameter).Call}",
        ];
    }
}
