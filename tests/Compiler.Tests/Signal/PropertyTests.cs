using CsCheck;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;
using DeepDsl.Compiler.Signal.Mechanisms;
using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace Compiler.Tests.Signal;

/// <summary>What must hold of every prediction, whatever the numbers.</summary>
public sealed class PropertyTests
{
    // Its gradient does not depend on the values.
    private static readonly LossRule Noise = new UnknownHead("noise");

    [Fact]
    public void A_rectified_network_scales_with_its_input() => Gen.Select(Gen.Int[2, 12], Gen.Double[-3, 3]).Sample((depth, exponent) =>
    {
        var (usual, scaled) = (Rectified(depth), Rectified(depth, Math.Pow(100, exponent)));
        Assert.All(usual.Layers.Zip(scaled.Layers), pair => Assert.Equal(pair.First.Log10Gradient + exponent, pair.Second.Log10Gradient, 1e-4));
        Assert.Equal(usual.MaxCorrelation, scaled.MaxCorrelation, 1e-4);
    });

    [Fact]
    public void Behind_BatchNorm_the_scale_of_a_weight_is_gone() => Gen.Select(Gen.Double[-3, 3], Gen.Int[4, 64]).Sample((exponent, batch) =>
    {
        var (usual, other) = (Normalized(1, batch), Normalized(Math.Pow(100, exponent), batch));
        Assert.Equal(usual.Nodes[^1].SecondMoment, other.Nodes[^1].SecondMoment, 1e-5);
        Assert.Equal(usual.Layers[0].Log10Gradient - exponent, other.Layers[0].Log10Gradient, 1e-4);
        Assert.Equal(usual.Layers[1].Log10Gradient, other.Layers[1].Log10Gradient, 1e-4);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Normalization_lets_no_alignment_through(bool keepsMean)
    {
        var chain = new Chain(64).Linear(64).Then(new FeatureNormalization(keepsMean, 1e-5)).Then(new SquaredErrorHead());
        var (run, nodes) = (chain.Run(), chain.Graph.Nodes);
        Assert.True(run.GradientOf(nodes[2])!.Alignment > 0.9);
        Assert.Equal(0, run.GradientOf(nodes[1])!.Alignment);
        Assert.Equal(0, run.GradientOf(nodes[1])!.SharedAlignment);
    }

    [Fact]
    public void Linear_maps_keep_the_product_of_value_and_gradient() => Gen.Select(Gen.Int[1, 3], Gen.Int[1, 2], Gen.Int[0, 1], Gen.Bool).Sample((kernel, stride, padding, isTransposed) =>
    {
        var size = isTransposed ? 5 * stride - 2 * padding + kernel : (6 + 2 * padding - kernel) / stride + 1;
        var map = new LinearMap(new(0.02)) { Kernel = (kernel, kernel), Stride = (stride, stride), Padding = (padding, padding), IsTransposed = isTransposed };
        var chain = new Chain(new Field(16, 6, 6)).Then(map, new(24, size, size)).Then(new SquaredErrorHead());
        var run = chain.Run();
        Assert.Equal(1, Product(run, chain.Graph.Nodes[0]) / Product(run, chain.Graph.Nodes[1]), 1e-9);
    });

    [Theory]
    [InlineData(4, 3.914)]
    [InlineData(8, 1.965)]
    [InlineData(128, 1.224)]
    public void BatchNorm_explodes_as_its_degrees_of_freedom_say(int batch, double ratio) => Assert.Equal(ratio,
        new Chain(64).Repeat(19, chain => chain.Linear(128).Then(new BatchNormalization(1e-5)).ReLU()).Linear(10).Then(new CrossEntropyHead()).Predict(batch).Log10Ratio, 0.005);

    [Fact]
    public void In_large_batches_each_rectified_BatchNorm_layer_multiplies_gradients_by_a_known_number()
    {
        var chain = new Chain(512).Repeat(8, layer => layer.Linear(512).Then(new BatchNormalization(0)).ReLU()).Then(Noise);
        var run = chain.Run(batch: 1_000_000);
        Assert.Equal(Math.PI / (Math.PI - 1), run.GradientOf(chain.Graph.Nodes[12])!.Moments.Own / run.GradientOf(chain.Graph.Nodes[15])!.Moments.Own, 0.001);
    }

    [Theory]
    [InlineData(5, 0.031)]
    [InlineData(10, 0.125)]
    [InlineData(20, 0.248)]
    [InlineData(50, 0.375)]
    public void Units_die_at_depth(int depth, double probability) =>
        Assert.Equal(probability, Rectified(depth, width: 256).Nodes[^1].Activation!.DeadProbability, 0.002);

    [Theory]
    [InlineData(29, 0.97049)]
    [InlineData(49, 0.98744)]
    public void Inputs_become_alike_at_depth(int depth, double correlation) => Assert.Equal(correlation, Rectified(depth).MaxCorrelation, 0.0001);

    [Fact]
    public void A_network_beyond_all_range_still_has_numbers()
    {
        var (explosion, silence) = (Deep(1e6), Deep(1e-9));
        Assert.All([.. explosion.Layers, .. silence.Layers], layer => Assert.True(double.IsFinite(layer.Log10Gradient)));
        Assert.True(explosion.Log10Max > 20);
        Assert.True(silence.Log10Min < -30);
        Assert.False(explosion.IsSure);

        static SignalProfile Deep(double gain) => new Chain(64).Repeat(60, chain => chain.Linear(64, gain).ReLU()).Linear(10).Then(new CrossEntropyHead()).Predict();
    }

    [Fact]
    public void Weights_before_zeros_are_told_apart_from_vanishing_ones()
    {
        var profile = new Chain(64).Linear(64).ReLU().Linear(64, 0).Linear(10).Then(new SquaredErrorHead()).Predict();
        Assert.Equal([true, false, true], profile.Layers.Select(layer => layer.IsZero));
        Assert.Equal(profile.Layers[1].Log10Gradient, profile.Log10Min);
    }

    [Fact]
    public void Predictions_are_the_same_on_every_thread()
    {
        var alone = Rectified(9).Layers.ToArray();
        Parallel.For(0, 32, _ => Assert.Equal(alone.Select(layer => layer.Log10Gradient), Rectified(9).Layers.Select(layer => layer.Log10Gradient)));
    }

    private static double Product(Propagation run, SignalNode node) => node.Field.Elements * run.StateOf(node)[0].Moments.Own * run.GradientOf(node)!.Alignment;

    private static SignalProfile Rectified(int depth, double secondMoment = 1, int width = 64) =>
        new Chain(width, secondMoment).Repeat(depth, chain => chain.Linear(width).ReLU()).Then(Noise).Predict();

    private static SignalProfile Normalized(double factor, int batch) =>
        new Chain(64).Linear(64, 2 * factor).Then(new BatchNormalization(0)).ReLU().Linear(64).ReLU().Then(Noise).Predict(batch);
}
