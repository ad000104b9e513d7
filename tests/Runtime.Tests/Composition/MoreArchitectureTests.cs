using DeepDsl;
using DeepDsl.Models;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Runtime.Tests.Composition;

/// <summary>More published architectures: parameter counts, shapes of results, and a training step at reduced size.</summary>
public sealed class MoreArchitectureTests
{
    [Theory]
    [InlineData(MoreArchitectures.GoogLeNet, "GoogLeNet", 6_624_904, "(1000)")]
    [InlineData(MoreArchitectures.Inception3a, "Inception3a", 163_696, "(256, 28, 28)")]
    [InlineData(MoreArchitectures.EfficientNet, "EfficientNetB0", 5_288_548, "(1000)")]
    [InlineData(MoreArchitectures.MobileNetV3, "MobileNetV3Small", 2_542_856, "(1000)")]
    [InlineData(MoreArchitectures.ConvNeXt, "ConvNeXtTiny", 28_589_128, "(1000)")]
    [InlineData(MoreArchitectures.Mixer, "MixerB16", 59_880_472, "(1000)")]
    [InlineData(MoreArchitectures.Dcgan, "Generator", 3_576_704, "(3, 64, 64)")]
    [InlineData(MoreArchitectures.Dcgan, "Discriminator", 2_765_568, "(1)")]
    [InlineData(MoreArchitectures.Nerf, "NeRF", 595_844, "(3)")]
    [InlineData(MoreArchitectures.Dqn, "Dqn", 1_687_206, "(6)")]
    // 60,506,624 as published, and 512 for the biases of relative positions.
    [InlineData(MoreArchitectures.T5, "T5Small", 60_506_624 - 2 * 32 * 8, "(64, 32128)")]
    // Three tables, a tower of 72 → 64 → 64, and a layer of 64 → 64.
    [InlineData(MoreArchitectures.TwoTowers, "TwoTower", 100_000 * 64 + 200 * 8 + 50_000 * 64 + 73 * 64 + 65 * 64 + 65 * 64, "()")]
    [InlineData(MoreArchitectures.TwoTowers, "Retrieval", 100_000 * 64 + 50_000 * 64 + 3 * 65 * 64, "(64)")]
    public void Has_the_published_number_of_parameters(string source, string name, long parameters, string result)
    {
        var summary = (ModelSummary)RuntimeModel.Compile(source).GetType($"Compiled.{name}", throwOnError: true)!.GetProperty("Summary")!.GetValue(null)!;
        Assert.Equal(parameters, summary.Parameters);
        Assert.Equal(result, summary.Layers[^1].OutputShape);
    }

    [Theory]
    [InlineData(MoreArchitectures.GoogLeNet, "GoogLeNet", "3, 32, 32", "(10)")]
    [InlineData(MoreArchitectures.Inception3a, "Inception3a", "12, 7, 7", "(16, 7, 7)")]
    [InlineData(MoreArchitectures.EfficientNet, "EfficientNetB0", "3, 32, 32", "(10)")]
    [InlineData(MoreArchitectures.MobileNetV3, "MobileNetV3Small", "3, 32, 32", "(10)")]
    [InlineData(MoreArchitectures.ConvNeXt, "ConvNeXtTiny", "3, 32, 32", "(10)")]
    [InlineData(MoreArchitectures.Mixer, "MixerB16", "3, 32, 32", "(10)")]
    [InlineData(MoreArchitectures.Dcgan, "Generator", "100", "(3, 64, 64)")]
    [InlineData(MoreArchitectures.Dcgan, "Discriminator", "3, 64, 64", "(1)")]
    [InlineData(MoreArchitectures.Nerf, "NeRF", "63; 27", "(1) (3)")]
    [InlineData(MoreArchitectures.Dqn, "Dqn", "4, 36, 36", "(6)")]
    public void Trains_like_autograd_at_reduced_size(string source, string name, string inputs, string results)
    {
        var (model, state) = Create(Reduced(source, name), name);
        using var _ = model;
        long[][] shapes = [.. inputs.Split(';').Select(shape => shape.Split(',').Select(long.Parse).ToArray())];
        using var scope = NewDisposeScope();
        Assert.Equal(results, string.Join(" ", Outputs(model, "TrainForward", [.. shapes.Select(shape => Tensors.Normal(1, [4, .. shape], ScalarType.Float64))]).Select(Shape)));
        Assert.InRange(GradientCheck.Run(model, state, shapes, batch: 4), 0, 1e-8);
    }

    [Theory]
    [InlineData(MoreArchitectures.T5, "T5Small", "5; 4", "(4, 13)")]
    [InlineData(MoreArchitectures.TwoTowers, "TwoTower", "; ; ", "()")]
    [InlineData(MoreArchitectures.TwoTowers, "Retrieval", "; ", "(6) (6)")]
    public void A_model_of_indices_trains_like_autograd_at_reduced_size(string source, string name, string inputs, string results)
    {
        using var scope = NewDisposeScope();
        var (model, state) = Create(Reduced(source, name), name);
        Tensor[] indices = [.. inputs.Split(';').Select((shape, index) => Tensors.Classes(seed: index, 13, [3, .. shape.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)]))];
        var outputs = Outputs(model, "TrainForward", indices).Select(output => output.clone()).ToArray();
        Assert.Equal(results, string.Join(" ", outputs.Select(Shape)));
        var upstream = outputs.Select((output, index) => Tensors.Normal(seed: 10 + index, output.shape, ScalarType.Float64)).ToArray();
        model.GetType().GetMethod("TrainBackward")!.Invoke(model, [.. upstream, false, true]);
        var gradients = model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone());

        model.zero_grad();
        state.Draws.Step--;
        var expected = Outputs(model, "forward", indices);
        autograd.backward(expected, upstream);
        Assert.All(expected.Zip(outputs), pair => Tensors.Near(pair.First, pair.Second, 1e-10));
        Assert.All(model.named_parameters(), pair => Tensors.Near(pair.parameter.grad!, gradients[pair.name], 1e-10, pair.name));
    }

    // Every user of a batch against every item: what MatMul cannot do across samples.
    [Fact]
    public void Two_towers_train_on_all_pairs_of_a_batch()
    {
        using var scope = NewDisposeScope();
        dynamic model = Create(Reduced(MoreArchitectures.TwoTowers, "Retrieval"), "Retrieval").Model;
        model.LearningRate = 0.03f;
        var (user, item, first, last) = (arange(8), arange(8).flip(0), 0.0, 0.0);
        for (var step = 0; step < 60; step++)
        {
            (Tensor Wish, Tensor Offer) made = model.TrainForward(user, item);
            var (wish, offer) = (made.Wish.clone().requires_grad_(true), made.Offer.clone().requires_grad_(true));
            var loss = functional.cross_entropy(wish.matmul(offer.t()), arange(8));
            loss.backward();
            model.TrainBackward(wish.grad!, offer.grad!);
            model.Step();
            last = loss.item<double>();
            first = step == 0 ? last : first;
        }
        Assert.InRange(last, 0, first / 10);
    }

    private static (Module Model, ModelState State) Create(string source, string name)
    {
        dynamic model = Activator.CreateInstance(RuntimeModel.Compile(source).GetType($"Compiled.{name}", throwOnError: true)!, new ModelOptions { DType = ScalarType.Float64 })!;
        return ((Module)model, (ModelState)model.State);
    }

    private static Tensor[] Outputs(Module model, string method, Tensor[] inputs) =>
        model.GetType().GetMethod(method, [.. inputs.Select(_ => typeof(Tensor))])!.Invoke(model, inputs) switch
        {
            System.Runtime.CompilerServices.ITuple several => [.. Enumerable.Range(0, several.Length).Select(index => (Tensor)several[index]!)],
            var one => [(Tensor)one!],
        };

    private static string Shape(Tensor tensor) => $"({string.Join(", ", tensor.shape.Skip(1))})";

    private static string Reduced(string source, string name)
    {
        (string From, string To)[] replacements = name switch
        {
            "GoogLeNet" => [("3, 224, 224", "3, 32, 32"), ("(64, 7, 2)", "(4, 7, 2)"), ("(64)", "(4)"), ("(192, 3)", "(6, 3)"), ("1000", "10"), .. Inceptions(source)],
            "Inception3a" => [("192, 28, 28", "12, 7, 7"), ("(64, 1)", "(4, 1)"), ("(96, 1)", "(3, 1)"), ("(128, 3", "(8, 3"), ("(16, 1)", "(2, 1)"), ("(32, 5", "(2, 5"), ("(32, 1)", "(2, 1)")],
            "EfficientNetB0" => [("224, 224", "32, 32"), ("(32, 3", "(4, 3"), ("(1, 16,", "(1, 4,"), ("(6, 24,", "(2, 6,"), ("(6, 40,", "(2, 6,"), ("(6, 80,", "(3, 4,"), ("(6, 112,", "(2, 4,"), ("(6, 192,", "(2, 5,"), ("(6, 320,", "(2, 6,"), ("1280", "7"), ("1000", "10")],
            "MobileNetV3Small" => [("224, 224", "32, 32"), ("(72, 24", "(7, 6"), ("(88, 24", "(8, 6"), ("(96, 40", "(8, 4"), ("(240, 40", "(9, 4"), ("(120, 48", "(5, 4"), ("(144, 48", "(6, 4"), ("(288, 96", "(8, 5"), ("(576, 96", "(9, 5"), ("(576, 1", "(7, 1"), ("(16, ", "(4, "), ("1024", "6"), ("1000", "10"), (" 16, 3, 2", " 4, 3, 2")],
            "ConvNeXtTiny" => [("224, 224", "32, 32"), ("(96,", "(4,"), ("(192)", "(5)"), ("(384)", "(6)"), ("(768)", "(7)"), ("Repeat = 9", "Repeat = 1"), ("Repeat = 3", "Repeat = 1"), ("1000", "10"), ("Stride = 4", "Stride = 2")],
            "MixerB16" => [("224, 224", "32, 32"), ("(768,", "(6,"), ("(384, 3072, Repeat = 12)", "(5, 7, Repeat = 2)"), ("1000", "10")],
            "Generator" or "Discriminator" => [("512", "6"), ("256", "5"), ("128", "4"), ("{ 5, 4, 64 }", "{ 5, 4, 3 }"), ("(64, 4", "(3, 4")],
            "NeRF" => [("256", "7"), ("128", "5")],
            "Dqn" => [("84, 84", "36, 36"), ("(32,", "(3,"), ("(64,", "(4,"), ("512", "8")],
            "T5Small" => [("Input(128", "Input(5"), ("Input(64", "Input(4"), ("32128", "13"), ("512", "16"), ("2048", "20"), ("Repeat = 6", "Repeat = 2")],
            _ => [("100000", "13"), ("50000", "13"), ("200, 8", "13, 3"), (", 64)", ", 6)"), ("(64)", "(6)")],
        };
        return replacements.Aggregate(source, (text, pair) => text.Contains(pair.From) ? text.Replace(pair.From, pair.To) : throw new ArgumentException($"'{pair.From}' is not in {name}.", nameof(source)));
    }

    private static IEnumerable<(string From, string To)> Inceptions(string source) =>
        System.Text.RegularExpressions.Regex.Matches(source, @"Inception>\([^)]*\)").Select((match, index) => (match.Value, $"Inception>({2 + index % 2}, 2, 3, 2, {1 + index % 2}, 2)")).DistinctBy(pair => pair.Value);
}
