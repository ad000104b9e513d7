using CsCheck;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Signal;

namespace Compiler.Tests.Signal;

/// <summary>Every sound model has a prediction, however odd the model.</summary>
public sealed class EveryModelTests
{
    private const string He = "WeightInit = Initializer.KaimingNormal, WeightGain = 1.4142135623730951";

    [Fact]
    public void Random_models_have_numbers() => RandomGraphs.Sources.Sample(source => HasNumbers(Declare.Graph(source)), iter: 500);

    [Fact]
    public void Every_operator_but_one_has_a_rule()
    {
        var without = new HashSet<string>();
        RandomGraphs.Sources.Sample(source => without.UnionWith(HasNumbers(Declare.Graph(source)).Doubts.Select(doubt => doubt.Reason).Where(reason => reason.Contains("no rule", StringComparison.Ordinal))), iter: 300, threads: 1);
        // A product of two activations' matrices has no Gaussian theory but attention's.
        Assert.Equal(["[MatMul] has no rule"], without);
    }

    [Fact]
    public void A_tied_weight_starts_as_the_table_that_it_is()
    {
        var profile = HasNumbers(Declare.Graph("[CrossEntropyLoss] class Net [Input(16, DType = DType.Int64)] Tokens [Embedding(50, 64, WeightInit = Initializer.Normal, WeightStd = 0.5)] E [LayerNorm, Linear(50, Bias = false, TieWeight = nameof(E))] Y"));
        Assert.Equal(64 * 0.25, profile.Nodes[^1].SecondMoment, 0.01);
    }

    [Fact]
    public void What_grows_beyond_all_numbers_is_large_and_not_zero()
    {
        var profile = HasNumbers(Declare.Graph("[MSELoss] class Net [Input(64)] X [Linear(64), Scale(100), Exp, Exp, Linear(64), Scale(1e-9)] Y"));
        Assert.True(profile.Nodes[^1].SecondMoment > 1e90);
        Assert.False(profile.IsSure);
    }

    [Theory]
    [InlineData("(8)")]
    [InlineData("(6, 8)")]
    [InlineData("(2, 3, 6, 8)")]
    public void Linear_finds_its_features_wherever_they_are(string input)
    {
        var profile = HasNumbers(Declare.Graph($"[MSELoss] class Net [Input{input}] X [Linear(64, {He}), ReLU, Linear(64, {He}), ReLU, Linear(5)] Y"));
        Assert.Equal(2, profile.Nodes[1].SecondMoment, 1e-6);
        Assert.Equal(2, profile.Nodes[3].SecondMoment, 1e-6);
    }

    [Fact]
    public void Channels_are_followed_through_permutations()
    {
        var plain = HasNumbers(Declare.Graph($"[CrossEntropyLoss] class Net [Input(3, 8, 8)] X [Conv2d(64, 3, {He}), ReLU, Conv2d(64, 1, {He}), ReLU, AdaptiveAvgPool2d(1), Flatten, Linear(10)] Y"));
        var permuted = HasNumbers(Declare.Graph($"[CrossEntropyLoss] class Net [Input(3, 8, 8)] X [Conv2d(64, 3, {He}), ReLU, Permute(0, 2, 3, 1), Linear(64, {He}), ReLU, Permute(0, 3, 1, 2), AdaptiveAvgPool2d(1), Flatten, Linear(10)] Y"));
        Assert.Equal(plain.Layers.Select(layer => layer.Log10Gradient), permuted.Layers.Select(layer => layer.Log10Gradient));
        Assert.Equal(plain.Doubts.Count, permuted.Doubts.Count);
    }

    [Fact]
    public void Positions_taken_for_channels_make_the_prediction_unsure() => Assert.Contains("channels and positions change places",
        HasNumbers(Declare.Graph("[MSELoss] class Net [Input(16, 64)] X [Linear(64), GELU, Transpose(1, 2), Linear(16)] Y")).Doubts.Select(doubt => doubt.Reason));

    [Fact]
    public void A_block_by_itself_has_no_shapes_and_so_no_signals() => Assert.Throws<ArgumentException>(() => SignalPropagation.Predict(
        Declare.Block("block Gated { [Hyper] int W [Input] X [Linear(nameof(W)), ReLU] Y } [Input(8)] X [Use<Gated>(4)] Y", "Gated")));

    [Fact]
    public void A_graph_with_problems_has_no_signals() => Assert.Throws<ArgumentException>(() => SignalPropagation.Predict(Declare.Graph("[Input(8)] X [Linear(0)] Y")));

    internal static SignalProfile HasNumbers(ShapedGraph graph)
    {
        Assert.True(graph.IsSound);
        var profile = SignalPropagation.Predict(graph);
        Assert.All(profile.Nodes, node => Assert.True(IsSensible(node), node.ToString()));
        Assert.All(profile.Layers, layer => Assert.True(double.IsFinite(layer.Log10Gradient) && double.IsFinite(layer.Log10Rms), layer.ToString()));
        return profile;
    }

    private static bool IsSensible(NodeSignal node) =>
        double.IsFinite(node.Mean) && node.SecondMoment >= 0 && double.IsFinite(node.SecondMoment) && Math.Abs(node.Correlation) <= 1
        && (node.Activation is not { } activation || (double.IsFinite(activation.Gate + activation.ScaleExponent) && activation is { Openness: >= 0 and <= 1, DeadProbability: >= 0 and <= 1 }));
}
