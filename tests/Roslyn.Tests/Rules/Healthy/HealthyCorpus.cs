using System.Text.RegularExpressions;
using Runtime.Tests.Composition;

namespace Roslyn.Tests.Rules.Healthy;

/// <summary>A published architecture with its published start.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Source">Its classes.</param>
/// <param name="Model">The class of the model, where the source has several.</param>
/// <param name="Parameters">Its number of parameters, the published one where there is one.</param>
/// <param name="IsUnsure">Whether the prediction of its signals is unsure, so that silence says less.</param>
internal sealed record HealthyArchitecture(string Name, string Source, string Model, long Parameters, bool IsUnsure)
{
    public override string ToString() => Name;
}

/// <summary>Architectures of the literature that train, each with the initializer it was published with.</summary>
/// <remarks>
/// The language cannot say NF-ResNet (weight standardization), the TCN (weight normalization), and networks with delta-orthogonal convolutions.
/// Attention and projections of skip connections start as PyTorch's and by Auto, as their attributes take no initializer.
/// </remarks>
internal static partial class HealthyCorpus
{
    private const string FanOut = "WeightInit = Initializer.KaimingNormal, WeightFan = FanMode.FanOut";
    private const string He = "WeightInit = Initializer.KaimingNormal";
    private const string Small = "WeightInit = Initializer.Normal, WeightStd = .01";
    private const string Default = "WeightInit = Initializer.TorchDefault, BiasInit = Initializer.TorchDefault";
    private const string TruncatedTiny = "WeightInit = Initializer.TruncNormal, WeightStd = .01";
    private const string Truncated = "WeightInit = Initializer.TruncNormal, WeightStd = .02";
    private const string Normal = "WeightInit = Initializer.Normal, WeightStd = .02";

    private const string LeNet = """
        [Model, CrossEntropyLoss, SGD(.01)]
        public partial class LeNet5
        {
            [Input(1, 32, 32)] public partial Node Image { get; }
            [Conv2d(6, 5), Tanh, AvgPool2d(2), Conv2d(16, 5), Tanh, AvgPool2d(2)] public partial Node Body { get; }
            [Flatten, Linear(120), Tanh, Linear(84), Tanh, Linear(10)] public partial Node Logits { get; }
        }
        """;

    private const string Vgg16 = """
        [Block]
        public partial class ConvReLU
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), 3, Padding = 1), ReLU] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(.01, Momentum = .9, WeightDecay = 5e-4)]
        public partial class Vgg16
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Use<ConvReLU>(64, Repeat = 2), MaxPool2d(2), Use<ConvReLU>(128, Repeat = 2), MaxPool2d(2), Use<ConvReLU>(256, Repeat = 3), MaxPool2d(2),
             Use<ConvReLU>(512, Repeat = 3), MaxPool2d(2), Use<ConvReLU>(512, Repeat = 3), MaxPool2d(2)]
            public partial Node Features { get; }
            [Flatten, Linear(4096), ReLU, Dropout, Linear(4096), ReLU, Dropout, Linear(1000)] public partial Node Logits { get; }
        }
        """;

    private const string PreActivation = """
        [Block]
        public partial class PreAct
        {
            [Hyper] public partial int Width { get; }
            [Hyper(1)] public partial int Stride { get; }
            [Input] public partial Node X { get; }
            [BatchNorm2d, ReLU, Conv2d(nameof(Width), 3, Stride = nameof(Stride), Padding = 1, Bias = false), BatchNorm2d, ReLU, Conv2d(nameof(Width), 3, Padding = 1, Bias = false),
             Residual(nameof(X), Projection = Projection.Conv1x1)]
            public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(.1, Momentum = .9, WeightDecay = 1e-4)]
        public partial class PreActResNet110
        {
            [Input(3, 32, 32)] public partial Node Image { get; }
            [Conv2d(16, 3, Padding = 1, Bias = false), Use<PreAct>(16, Repeat = 18), Use<PreAct>(32, new[] { 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }),
             Use<PreAct>(64, new[] { 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }), BatchNorm2d, ReLU, AdaptiveAvgPool2d(1), Flatten, Linear(10)]
            public partial Node Logits { get; }
        }
        """;

    private const string Discriminator = """
        [Model, BCELoss, Adam(2e-4, Beta1 = .5)]
        public partial class Discriminator
        {
            [Input(3, 64, 64)] public partial Node Image { get; }
            [Conv2d(64, 4, Stride = 2, Padding = 1, Bias = false), LeakyReLU(.2), Conv2d(128, 4, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, LeakyReLU(.2),
             Conv2d(256, 4, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, LeakyReLU(.2), Conv2d(512, 4, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, LeakyReLU(.2),
             Conv2d(1, 4, Bias = false), Sigmoid, Flatten]
            public partial Node Chance { get; }
        }
        """;

    private const string Vae = """
        [Model, KLNormalLoss(nameof(Vae.Mu), nameof(Vae.LogVar)), BCELoss(nameof(Vae.Reconstruction), Target = nameof(Vae.Image)), Adam(1e-3)]
        public partial class Vae
        {
            [Input(784)] public partial Node Image { get; }
            [Linear(400), ReLU] public partial Node Hidden { get; }
            [Linear(20)] public partial Node Mu { get; }
            [From(nameof(Hidden)), Linear(20)] public partial Node LogVar { get; }
            [Scale(.5), Exp] public partial Node Std { get; }
            [Noise(Like = nameof(Mu)), Multiply(nameof(Std)), Add(nameof(Mu))] public partial Node Z { get; }
            [Linear(400), ReLU, Linear(784), Sigmoid] public partial Node Reconstruction { get; }
        }
        """;

    private const string Bert = """
        [Block]
        public partial class PostNorm
        {
            [Input] public partial Node X { get; }
            [MultiheadAttention(12), Dropout(.1), Residual(nameof(X)), LayerNorm(Eps = 1e-12)] public partial Node H { get; }
            [Linear(3072), GELU, Linear(768), Dropout(.1), Residual(nameof(H)), LayerNorm(Eps = 1e-12)] public partial Node Y { get; }
        }

        [Model, AdamW(1e-4)]
        public partial class Bert
        {
            [Input(512, DType = DType.Int64)] public partial Node Words { get; }
            [Input(512, DType = DType.Int64)] public partial Node Segments { get; }
            [From(nameof(Segments)), Embedding(2, 768)] public partial Node OfSegments { get; }
            [From(nameof(Words)), Embedding(30522, 768), Add(nameof(OfSegments)), PositionalEmbedding(512), LayerNorm(Eps = 1e-12), Dropout(.1), Use<PostNorm>(Repeat = 12), Output] public partial Node Hidden { get; }
            [Select(1, 0), Linear(768), Tanh, Output] public partial Node Pooled { get; }
        }
        """;

    // Projections that end a branch start smaller by the root of their number.
    private const string Gpt = """
        [Block]
        public partial class GptBlock
        {
            [Input] public partial Node X { get; }
            [LayerNorm, MultiheadAttention(12, Causal = true), Dropout(.1), Residual(nameof(X))] public partial Node H { get; }
            [LayerNorm, Linear(3072, WeightInit = Initializer.Normal, WeightStd = .02), GELU(Approximate = GELUApproximation.Tanh), Linear(768, WeightInit = Initializer.Normal, WeightStd = .0041), Dropout(.1), Residual(nameof(H))]
            public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, AdamW(6e-4)]
        public partial class Gpt2
        {
            [Input(1024, DType = DType.Int64)] public partial Node Tokens { get; }
            [Embedding(50257, 768, WeightInit = Initializer.Normal, WeightStd = .02)] public partial Node Table { get; }
            [PositionalEmbedding(1024), Dropout(.1), Use<GptBlock>(Repeat = 12), LayerNorm, Linear(50257, Bias = false, TieWeight = nameof(Table))] public partial Node Logits { get; }
        }
        """;

    private const string Edsr = """
        [Block]
        public partial class EdsrBlock
        {
            [Input] public partial Node X { get; }
            [Conv2d(64, 3, Padding = 1), ReLU, Conv2d(64, 3, Padding = 1), Residual] public partial Node Y { get; }
        }

        [Model, L1Loss, Adam(1e-4)]
        public partial class Edsr
        {
            [Input(3, 48, 48)] public partial Node Image { get; }
            [Conv2d(64, 3, Padding = 1)] public partial Node Low { get; }
            [Use<EdsrBlock>(Repeat = 16), Conv2d(64, 3, Padding = 1), Residual(nameof(Low))] public partial Node Deep { get; }
            [Conv2d(256, 3, Padding = 1), Reshape(64, 2, 2, 48, 48), Permute(0, 1, 4, 2, 5, 3), Reshape(64, 96, 96), Conv2d(3, 3, Padding = 1)] public partial Node Sharp { get; }
        }
        """;

    private const string Siren = """
        [Model, MSELoss, Adam(1e-4)]
        public partial class Siren
        {
            [Input(2)] public partial Node Place { get; }
            [Linear(256, WeightInit = Initializer.Uniform, WeightBound = .5), Sine(30)] public partial Node First { get; }
            [Linear(256, BOUND), Sine(30), Linear(256, BOUND), Sine(30), Linear(256, BOUND), Sine(30), Linear(256, BOUND), Sine(30), Linear(3, BOUND)] public partial Node Color { get; }
        }
        """;

    private const string Dqn = """
        [Model, HuberLoss, RMSprop(2.5e-4, Alpha = .95, Eps = .01, Momentum = .95, Centered = true)]
        public partial class Dqn
        {
            [Input(4, 84, 84)] public partial Node Frames { get; }
            [Conv2d(32, 8, Stride = 4), ReLU, Conv2d(64, 4, Stride = 2), ReLU, Conv2d(64, 3), ReLU, Flatten, Linear(512), ReLU, Linear(4)] public partial Node Values { get; }
        }
        """;

    private const string Ppo = """
        [Model, Adam(2.5e-4)]
        public partial class Ppo
        {
            [Input(4)] public partial Node Seen { get; }
            [Linear(64, GAIN), Tanh, Linear(64, GAIN), Tanh, Linear(2, WeightInit = Initializer.Orthogonal, WeightGain = .01), Output] public partial Node Policy { get; }
            [From(nameof(Seen)), Linear(64, GAIN), Tanh, Linear(64, GAIN), Tanh, Linear(1, WeightInit = Initializer.Orthogonal), MSELoss, Output] public partial Node Worth { get; }
        }
        """;

    // All products of pairs instead of those under the diagonal; one table for all 26 features.
    private const string Dlrm = """
        [Model, BCELoss, SGD(.1)]
        public partial class Dlrm
        {
            [Input(13)] public partial Node Dense { get; }
            [Linear(512), ReLU, Linear(256), ReLU, Linear(64), ReLU] public partial Node Bottom { get; }
            [Reshape(1, 64)] public partial Node One { get; }
            [Input(26, DType = DType.Int64)] public partial Node Sparse { get; }
            [Embedding(260000, 64, WeightInit = Initializer.Uniform, WeightBound = .01)] public partial Node Tables { get; }
            [Concat(nameof(One), Dim = 1)] public partial Node All { get; }
            [MatMul(nameof(All), TransposeOther = true), Flatten, Concat(nameof(Bottom)), Linear(512), ReLU, Linear(512), ReLU, Linear(256), ReLU, Linear(1), Sigmoid] public partial Node Chance { get; }
        }
        """;

    // Zaremba et al. (2014), as PyTorch's examples have it: the medium one.
    private const string LanguageModel = """
        [Model, CrossEntropyLoss, SGD(1), ClipGradNorm(5)]
        public partial class Zaremba
        {
            private const int Words = 10000;
            [Input(35, DType = DType.Int64)] public partial Node Text { get; }
            [Embedding(nameof(Words), 650, WeightInit = Initializer.Uniform, WeightBound = .05), Dropout(.5)] public partial Node Vectors { get; }
            [LSTM(650, START), Dropout(.5), LSTM(650, START), Dropout(.5)] public partial Node States { get; }
            [Linear(nameof(Words), WeightInit = Initializer.Uniform, WeightBound = .05)] public partial Node Next { get; }
        }
        """;

    private static string SelfNormalizing(int layers) => $$"""
        [Model, CrossEntropyLoss, SGD(.01)]
        public partial class Snn{{layers}}
        {
            [Input(256)] public partial Node X { get; }
            [{{string.Join(", ", Enumerable.Repeat("Linear(256, WeightInit = Initializer.LeCunNormal), SELU, AlphaDropout(.05)", layers))}}, Linear(10, WeightInit = Initializer.LeCunNormal)] public partial Node Logits { get; }
        }
        """;

    public static IReadOnlyList<HealthyArchitecture> All { get; } =
    [
        new("LeNet-5", Started(LeNet, "WeightInit = Initializer.XavierUniform"), "LeNet5", 61_706, false),
        new("VGG-16", Started(Vgg16, FanOut, Small), "Vgg16", 138_357_544, false),
        new("VGG-16-BN", Started(Architectures.Vgg, FanOut, Small), "Vgg16Bn", 138_365_992, false),
        new("ResNet-50", Started(Architectures.ResNet, FanOut, Default), "ResNet50", 25_557_032, false),
        new("PreAct ResNet-110", Started(PreActivation, He), "PreActResNet110", 1_730_618, false),
        new("MobileNetV2", Started(Architectures.MobileNet, FanOut, Small), "MobileNetV2", 3_504_872, false),
        new("EfficientNet-B0", Started(MoreArchitectures.EfficientNet, FanOut, Default), "EfficientNetB0", 5_288_548, true),
        new("GoogLeNet", Started(MoreArchitectures.GoogLeNet, TruncatedTiny), "GoogLeNet", 6_624_904, false),
        new("U-Net", Started(Architectures.ValidUNet, He), "OriginalUNet", 31_030_658, false),
        new("DCGAN's discriminator", Started(Discriminator, Normal), "Discriminator", 2_765_568, false),
        new("VAE", Started(Vae, Default), "Vae", 652_824, false),
        new("ConvNeXt-T", Started(MoreArchitectures.ConvNeXt, Truncated), "ConvNeXtTiny", 28_589_128, true),
        new("MLP-Mixer-B/16", Started(MoreArchitectures.Mixer, Truncated), "MixerB16", 59_880_472, true),
        new("BERT-base", Started(Bert, Normal), "Bert", 109_482_240, true),
        new("GPT-2", Gpt, "Gpt2", 124_439_808, false),
        new("SELU network of 8 layers", SelfNormalizing(8), "Snn8", 528_906, false),
        new("SELU network of 32 layers", SelfNormalizing(32), "Snn32", 2_107_914, false),
        new("LSTM language model", LanguageModel.Replace("START", "WeightInit = Initializer.Uniform, WeightBound = .05"), "Zaremba", 19_780_400, false),
        new("LSTM language model with PyTorch's start", LanguageModel.Replace("START", Default), "Zaremba", 19_780_400, false),
        new("EDSR-baseline", Started(Edsr, Default), "Edsr", 1_369_859, false),
        new("SIREN", Siren.Replace("BOUND", "WeightInit = Initializer.Uniform, WeightBound = .0051031"), "Siren", 264_707, false),
        new("DQN", Started(Dqn, Default), "Dqn", 1_686_180, false),
        new("PPO", Ppo.Replace("GAIN", "WeightInit = Initializer.Orthogonal, WeightGain = 1.4142135623730951"), "Ppo", 9_155, false),
        new("DLRM", Started(Dlrm, "WeightInit = Initializer.XavierNormal"), "Dlrm", 17_595_713, true),
    ];

    /// <summary>A source whose layers start so, but for those that say it themselves.</summary>
    private static string Started(string source, string convolutions, string? others = null) => Layer().Replace(source, layer =>
        layer.Groups["arguments"].Value.Contains("WeightInit", StringComparison.Ordinal) || layer.Groups["arguments"].Value.Contains("TieWeight", StringComparison.Ordinal)
            ? layer.Value
            : $"{layer.Groups["name"].Value}({layer.Groups["arguments"].Value}, {Fitting(layer.Groups["name"].Value, layer.Groups["name"].Value.StartsWith("Conv", StringComparison.Ordinal) ? convolutions : others ?? convolutions)})");

    // Tables have no bias.
    private static string Fitting(string layer, string start) => layer == "Embedding" ? start.Split(", BiasInit")[0] : start;

    [GeneratedRegex(@"\b(?<name>Conv2d|ConvTranspose2d|Linear|Embedding)\((?<arguments>(?:[^()]|\([^()]*\))*)\)")]
    private static partial Regex Layer();
}
