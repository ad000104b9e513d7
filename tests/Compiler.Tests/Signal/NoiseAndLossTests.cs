using DeepDsl.Compiler.Signal;

namespace Compiler.Tests.Signal;

/// <summary>Operators that draw, and heads that are several operators.</summary>
public sealed class NoiseAndLossTests
{
    private const string Stack = "[Input(64)] X [Linear(64), SELU] A [Linear(64), SELU] B";

    [Theory]
    [InlineData("NLLLoss")]
    [InlineData("CrossEntropyLoss")]
    public void A_logarithmic_softmax_and_its_loss_are_cross_entropy(string loss) => Assert.Equal(
        Predict($"[CrossEntropyLoss] class Net {Stack} [Linear(10)] Y").Layers.Select(layer => layer.Log10Gradient),
        Predict($"[{loss}] class Net {Stack} [Linear(10), LogSoftmax] Y").Layers.Select(layer => layer.Log10Gradient));

    [Fact]
    public void Self_normalizing_layers_keep_their_scale_with_alpha_dropout()
    {
        var layers = string.Concat(Enumerable.Range(0, 12).Select(i => $"[Linear(256), SELU, AlphaDropout(0.1)] L{i} "));
        Assert.All(Predict($"[MSELoss] class Net [Input(256)] X {layers}[Linear(1)] Y").Nodes.Skip(1).Take(36).Where((_, i) => i % 3 == 2), node => Assert.InRange(node.SecondMoment, 0.95, 1.05));
    }

    [Fact]
    public void Noise_adds_its_variance_and_passes_the_gradient()
    {
        var (quiet, noisy) = (Predict("[MSELoss] class Net [Input(64)] X [Linear(64), Tanh] A [Linear(1)] Y"), Predict("[MSELoss] class Net [Input(64)] X [Linear(64), Tanh, GaussianNoise(2)] A [Linear(1)] Y"));
        Assert.Equal(quiet.Nodes[2].SecondMoment + 4, noisy.Nodes[3].SecondMoment, 1e-9);
    }

    [Fact]
    public void A_function_of_an_activation_is_one_function_of_the_Gaussian_before()
    {
        var profile = Predict("[MSELoss] class Net [Input(64)] X [Linear(64), Exp, Log] A [Linear(1)] Y");
        Assert.Equal(profile.Nodes[1].SecondMoment, profile.Nodes[3].SecondMoment, 1e-6);
        Assert.DoesNotContain(profile.Doubts, doubt => doubt.Reason.Contains("logarithm", StringComparison.Ordinal));
        Assert.Contains(Predict("[MSELoss] class Net [Input(64)] X [Linear(64), ReLU, Log] A [Linear(1)] Y").Doubts, doubt => doubt.Reason.Contains("logarithm", StringComparison.Ordinal));
    }

    // Where all differences are small squares are all there is, and where all are large the sign.
    [Theory]
    [InlineData("HuberLoss(Delta = 1000)", "MSELoss", -0.30103)]
    [InlineData("SmoothL1Loss(Beta = 1000)", "MSELoss", -3.30103)]
    [InlineData("SmoothL1Loss(Beta = 1e-6)", "L1Loss", 0)]
    [InlineData("HuberLoss(Delta = 1e-6)", "L1Loss", -6)]
    public void Huber_lies_between_squares_and_absolute_values(string loss, string like, double shift)
    {
        var (expected, actual) = (Predict($"[{like}] class Net {Stack} [Linear(10)] Y"), Predict($"[{loss}] class Net {Stack} [Linear(10)] Y"));
        foreach (var (layer, other) in expected.Layers.Zip(actual.Layers))
            Assert.Equal(layer.Log10Gradient + shift, other.Log10Gradient, 0.02);
    }

    private static SignalProfile Predict(string source) => EveryModelTests.HasNumbers(Declare.Graph(source));
}
