using DeepDsl.Models;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Runtime.Tests.Twins;

/// <summary>Weights that go to and fro between a model and a network by hand, by their names in the state dictionary.</summary>
public sealed class ExchangeTests
{
    private const string ResNet = """
        [Block] public partial class BasicBlock
        {
            [Hyper] public partial int Width { get; }
            [Hyper(1)] public partial int Stride { get; }
            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), 3, Stride = nameof(Stride), Padding = 1, Bias = false, Name = "conv1"), BatchNorm2d(Name = "bn1"), ReLU,
             Conv2d(nameof(Width), 3, Padding = 1, Bias = false, Name = "conv2"), BatchNorm2d(Name = "bn2"),
             Residual(nameof(X), Projection = Projection.Conv1x1BatchNorm, ProjectionName = "downsample.0", ProjectionNormName = "downsample.1"), ReLU]
            public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.05, Momentum = 0.9, WeightDecay = 1e-3)] public partial class ResNet18
        {
            [Input(3, SIZE, SIZE)] public partial Node Image { get; }
            [Conv2d(W1, 7, Stride = 2, Padding = 3, Bias = false, Name = "conv1"), BatchNorm2d(Name = "bn1"), ReLU, MaxPool2d(3, Stride = 2, Padding = 1)] public partial Node Stem { get; }
            [Use<BasicBlock>(W1, Repeat = 2, Name = "layer1")] public partial Node Layer1 { get; }
            [Use<BasicBlock>(W2, new[] { 2, 1 }, Name = "layer2")] public partial Node Layer2 { get; }
            [Use<BasicBlock>(W3, new[] { 2, 1 }, Name = "layer3")] public partial Node Layer3 { get; }
            [Use<BasicBlock>(W4, new[] { 2, 1 }, Name = "layer4")] public partial Node Layer4 { get; }
            [AdaptiveAvgPool2d(1), Flatten, Linear(CLASSES, Name = "fc")] public partial Node Logits { get; }
        }
        """;

    private const string DenseNet = """
        [Block] public partial class DenseLayer
        {
            [Hyper] public partial int Growth { get; }
            public int Inner => 4 * Growth;
            [Input] public partial Node X { get; }
            [BatchNorm2d(Name = "norm1"), ReLU, Conv2d(nameof(Inner), 1, Bias = false, Name = "conv1"),
             BatchNorm2d(Name = "norm2"), ReLU, Conv2d(nameof(Growth), 3, Padding = 1, Bias = false, Name = "conv2")]
            public partial Node New { get; }
            [From(nameof(X)), Concat(nameof(New))] public partial Node Y { get; }
        }

        [Block] public partial class Transition
        {
            [Input] public partial Node X { get; }
            public int Half => X.Channels / 2;
            [BatchNorm2d(Name = "norm"), ReLU, Conv2d(nameof(Half), 1, Bias = false, Name = "conv"), AvgPool2d(2)] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.05, Momentum = 0.9, WeightDecay = 1e-3)] public partial class DenseNet
        {
            [Input(3, 16, 16)] public partial Node Image { get; }
            [Conv2d(4, 3, Padding = 1, Bias = false, Name = "features.conv0"), BatchNorm2d(Name = "features.norm0"), ReLU, MaxPool2d(2)] public partial Node Stem { get; }
            [Use<DenseLayer>(3, Repeat = 3, Name = "features.denseblock1.denselayer{1}"), Use<Transition>(Name = "features.transition1"),
             Use<DenseLayer>(3, Repeat = 1, Name = "features.denseblock2.denselayer{1}")]
            public partial Node Dense { get; }
            [BatchNorm2d(Name = "features.norm5"), ReLU, AdaptiveAvgPool2d(1), Flatten, Linear(5, Name = "classifier")] public partial Node Logits { get; }
        }
        """;

    private const string UNet = """
        [Block] public partial class DoubleConv
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), 3, Padding = 1, Bias = false, Name = "double_conv.0"), BatchNorm2d(Name = "double_conv.1"), ReLU,
             Conv2d(nameof(Width), 3, Padding = 1, Bias = false, Name = "double_conv.3"), BatchNorm2d(Name = "double_conv.4"), ReLU]
            public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, Adam(1e-3)] public partial class UNet
        {
            [Input(3, 16, 16)] public partial Node Image { get; }
            [Use<DoubleConv>(4, Name = "inc")] public partial Node Inc { get; }
            [MaxPool2d(2), Use<DoubleConv>(8, Name = "down1.maxpool_conv.1"), ConvTranspose2d(4, 2, Stride = 2, Name = "up1.up")] public partial Node Up { get; }
            [From(nameof(Inc)), Concat(nameof(Up)), Use<DoubleConv>(4, Name = "up1.conv"), Conv2d(3, 1, Name = "outc.conv")] public partial Node Logits { get; }
        }
        """;

    private const string Gpt = """
        [Block] public partial class GptBlock
        {
            [Hyper] public partial int Heads { get; }
            [Input] public partial Node X { get; }
            public int Width => X.Features;
            public int Hidden => 4 * Width;
            [LayerNorm(Name = "ln_1"), MultiheadAttention(nameof(Heads), Causal = true, Name = "attn", InProjName = "c_attn", OutProjName = "c_proj"), Residual(nameof(X))] public partial Node H { get; }
            [LayerNorm(Name = "ln_2"), Linear(nameof(Hidden), Name = "mlp.c_fc"), GELU, Linear(nameof(Width), Name = "mlp.c_proj"), Residual] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, AdamW(1e-3)] public partial class Gpt2
        {
            [Input(6, DType = DType.Int64)] public partial Node Tokens { get; }
            [Embedding(13, 12, Name = "transformer.wte")] public partial Node Wte { get; }
            [PositionalEmbedding(8, Name = "transformer.wpe"), Use<GptBlock>(3, Repeat = 2, Name = "transformer.h"), LayerNorm(Name = "transformer.ln_f"),
             Linear(13, Bias = false, TieWeight = nameof(Wte), Name = "lm_head")]
            public partial Node Logits { get; }
        }
        """;

    private const string Encoder = """
        [Block] public partial class EncoderLayer
        {
            [Input] public partial Node X { get; }
            public int Width => X.Features;
            [MultiheadAttention(2, Name = "self_attn"), Residual, LayerNorm(Name = "norm1")] public partial Node H { get; }
            [Linear(20, Name = "linear1"), ReLU, Linear(nameof(Width), Name = "linear2"), Residual, LayerNorm(Name = "norm2")] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, AdamW(1e-3)] public partial class Classifier
        {
            [Input(5, 8)] public partial Node X { get; }
            [Use<EncoderLayer>(Repeat = 2, Name = "encoder.layers"), Mean(1), Linear(3, Name = "classifier")] public partial Node Logits { get; }
        }
        """;

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void ResNet18_with_the_names_of_torchvision(ScalarType type) =>
        Exchange(ResNetOf([8, 12, 16, 20], 10, 32), "ResNet18", new ResNet18Twin([8, 12, 16, 20], 10), Tensors.Normal(seed: 1, [6, 3, 32, 32], type), Tensors.Classes(seed: 2, 10, 6), type);

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void A_DenseNet_with_the_names_of_torchvision(ScalarType type) =>
        Exchange(DenseNet, "DenseNet", new DenseNetTwin(4, 3, [3, 1], 5), Tensors.Normal(seed: 1, [6, 3, 16, 16], type), Tensors.Classes(seed: 2, 5, 6), type);

    [Fact]
    public void ResNet18_has_all_names_and_shapes_of_torchvisions()
    {
        using var model = RuntimeModel.Create(RuntimeModel.Compile(ResNetOf([64, 128, 256, 512], 1000, 224)), "ResNet18");
        using var twin = new ResNet18Twin([64, 128, 256, 512], 1000);
        Assert.Equal(122, twin.state_dict().Count);
        Assert.Equal(11_689_512, twin.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(Shapes(twin), Shapes(model));
        Assert.Superset((HashSet<string>)["conv1.weight", "bn1.running_var", "layer1.0.conv1.weight", "layer2.0.downsample.0.weight", "layer2.0.downsample.1.num_batches_tracked", "layer4.1.bn2.bias", "fc.bias"],
            model.state_dict().Keys.ToHashSet());

        static IEnumerable<string> Shapes(Module module) => module.state_dict().Select(pair => $"{pair.Key} [{string.Join(", ", pair.Value.shape)}]").Order();
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void A_UNet_with_the_names_of_its_best_known_implementation(ScalarType type) =>
        Exchange(UNet, "UNet", new UNetTwin(4, 3), Tensors.Normal(seed: 1, [3, 3, 16, 16], type), Tensors.Classes(seed: 2, 3, 3, 16, 16), type);

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void A_GPT_with_the_names_of_GPT2_whose_state_holds_the_tied_weight_twice(ScalarType type)
    {
        using var twin = new GptTwin(13, 8, 12, 3, 2);
        Assert.Superset((HashSet<string>)["transformer.wte.weight", "lm_head.weight"], twin.state_dict().Keys.ToHashSet());
        Exchange(Gpt, "Gpt2", twin, Tensors.Classes(seed: 1, 13, 4, 6), Tensors.Classes(seed: 2, 13, 4, 6), type, second: ("lm_head.weight", "transformer.wte.weight"));
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void An_encoder_with_the_names_of_TorchSharps_own(ScalarType type) =>
        Exchange(Encoder, "Classifier", new EncoderTwin(8, 2, 20, 2, 3), Tensors.Normal(seed: 1, [6, 5, 8], type), Tensors.Classes(seed: 2, 3, 6), type);

    /// <summary>Weights of the twin into the model; outputs in both modes; five steps of the declared optimizer; and weights of the model into the twin.</summary>
    private static void Exchange(string source, string name, Module<Tensor, Tensor> twin, Tensor x, Tensor target, ScalarType type, (string Name, string First)? second = null)
    {
        using var scope = NewDisposeScope();
        using var model = RuntimeModel.Create(RuntimeModel.Compile(source), name, new() { DType = type });
        dynamic trained = model;
        var exact = type == ScalarType.Float64;
        twin.to(type);
        Scramble(twin);
        model.load_state_dict(twin.state_dict());

        twin.eval();
        Tensors.Near(twin.call(x), model.Predict(x), exact ? 1e-12 : 1e-5, "In inference mode, the output");
        twin.train();
        Tensors.Near(twin.call(x), (Tensor)trained.TrainForward(x), exact ? 1e-12 : 1e-5, "In training mode, the output");
        AssertSameState(exact ? 1e-12 : 1e-5);

        using var optimizer = OptimizerOf(source, twin.parameters());
        for (var step = 0; step < 5; step++)
        {
            optimizer.zero_grad();
            var logits = twin.call(x);
            var loss = functional.cross_entropy(logits.dim() == 3 ? logits.transpose(1, 2) : logits, target);
            loss.backward();
            optimizer.step();
            float actual = trained.TrainStep(x, target);
            Assert.Equal(loss.to(ScalarType.Float64).item<double>(), actual, 1e-5);
        }
        // In float32 the gradient of a key's bias is rounding and nothing else, which Adam divides by its own size.
        if (exact)
            AssertSameState(1e-10);

        Scramble(twin);
        twin.load_state_dict(WithSecond(model.state_dict()));
        twin.eval();
        Tensors.Near(twin.call(x), model.Predict(x), exact ? 1e-12 : 1e-5, "With the weights of the model, the output of the twin");

        Dictionary<string, Tensor> WithSecond(Dictionary<string, Tensor> state)
        {
            var all = state.ToDictionary(pair => pair.Key, pair => pair.Value);
            if (second is { } tied)
                all[tied.Name] = all[tied.First];
            return all;
        }

        void AssertSameState(double tolerance)
        {
            var ours = WithSecond(model.state_dict());
            Assert.Equal(twin.state_dict().Keys.Order(), ours.Keys.Order());
            foreach (var (key, value) in twin.state_dict())
                Tensors.Near(value, ours[key], tolerance, key);
        }
    }

    private static string ResNetOf(int[] widths, int classes, int size) => ResNet.Replace("SIZE", $"{size}").Replace("CLASSES", $"{classes}")
        .Replace("W1", $"{widths[0]}").Replace("W2", $"{widths[1]}").Replace("W3", $"{widths[2]}").Replace("W4", $"{widths[3]}");

    // Also what starts as zeros and ones, and the running statistics.
    private static void Scramble(Module module)
    {
        using var quiet = no_grad();
        foreach (var (index, (name, value)) in module.state_dict().Where(pair => pair.Value.is_floating_point()).Index())
        {
            // What the twin drew came from a generator that all tests of the process share.
            if (value.dim() > 1)
                value.copy_(Tensors.Normal(seed: 1000 + index, value.shape, value.dtype) / Math.Sqrt(3.0 * value.numel() / value.size(0)));
            else if (name.EndsWith("bias", StringComparison.Ordinal))
                value.zero_();
            value.add_(Tensors.Normal(seed: 100 + index, value.shape, value.dtype).abs_(), alpha: 0.05);
        }
    }

    private static optim.Optimizer OptimizerOf(string source, IEnumerable<TorchSharp.Modules.Parameter> parameters) =>
        source.Contains("SGD(") ? optim.SGD(parameters, 0.05, momentum: 0.9, weight_decay: 1e-3)
        : source.Contains("AdamW(") ? optim.AdamW(parameters, 1e-3, weight_decay: 0.01)
        : optim.Adam(parameters, 1e-3);
}
