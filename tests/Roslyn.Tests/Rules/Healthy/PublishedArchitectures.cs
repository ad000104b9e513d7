namespace Roslyn.Tests.Rules.Healthy;

/// <summary>Published architectures beside those of the run time's tests, as far as the language can express them: none of them deserves a warning.</summary>
internal static class PublishedArchitectures
{
    public const string Plain = """
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(.01)]
        public partial class LeNet5
        {
            [Input(1, 32, 32)] public partial Node Image { get; }
            [Conv2d(6, 5), Tanh, AvgPool2d(2), Conv2d(16, 5), Tanh, AvgPool2d(2)] public partial Node Body { get; }
            [Flatten, Linear(120), Tanh, Linear(84), Tanh, Linear(10)] public partial Node Logits { get; }
        }

        [Model, CrossEntropyLoss, SGD(.01, Momentum = .9, WeightDecay = 5e-4)]
        public partial class AlexNet
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(64, 11, Stride = 4, Padding = 2), ReLU, MaxPool2d(3, Stride = 2), Conv2d(192, 5, Padding = 2), ReLU, MaxPool2d(3, Stride = 2),
             Conv2d(384, 3, Padding = 1), ReLU, Conv2d(256, 3, Padding = 1), ReLU, Conv2d(256, 3, Padding = 1), ReLU, MaxPool2d(3, Stride = 2)]
            public partial Node Features { get; }
            [AdaptiveAvgPool2d(6), Flatten, Dropout, Linear(4096), ReLU, Dropout, Linear(4096), ReLU, Linear(1000)] public partial Node Logits { get; }
        }

        [Block]
        public partial class ConvReLU
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), 3, Padding = 1, WeightInit = Initializer.KaimingNormal, WeightFan = FanMode.FanOut), ReLU] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(.01, Momentum = .9, WeightDecay = 5e-4)]
        public partial class Vgg16
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Use<ConvReLU>(64, Repeat = 2), MaxPool2d(2), Use<ConvReLU>(128, Repeat = 2), MaxPool2d(2), Use<ConvReLU>(256, Repeat = 3), MaxPool2d(2),
             Use<ConvReLU>(512, Repeat = 3), MaxPool2d(2), Use<ConvReLU>(512, Repeat = 3), MaxPool2d(2)]
            public partial Node Features { get; }
            [AdaptiveAvgPool2d(7), Flatten, Linear(4096, WeightInit = Initializer.Normal, WeightStd = .01), ReLU, Dropout,
             Linear(4096, WeightInit = Initializer.Normal, WeightStd = .01), ReLU, Dropout, Linear(1000, WeightInit = Initializer.Normal, WeightStd = .01)]
            public partial Node Logits { get; }
        }
        """;

    public const string Efficient = """
        using System;
        using DeepDsl;

        [Block]
        public partial class SqueezeExcite
        {
            [Hyper] public partial int Squeeze { get; }
            [Input] public partial Node X { get; }
            public int Width => X.Channels;
            [AdaptiveAvgPool2d(1), Conv2d(nameof(Squeeze), 1), SiLU, Conv2d(nameof(Width), 1), Sigmoid] public partial Node Gate { get; }
            [Multiply(nameof(X))] public partial Node Y { get; }
        }

        [Block]
        public partial class MBConv
        {
            [Hyper] public partial int Expand { get; }
            [Hyper] public partial int Width { get; }
            [Hyper] public partial int Kernel { get; }
            [Hyper(1)] public partial int Stride { get; }
            [Input] public partial Node X { get; }
            public int Hidden => Expand * X.Channels;
            public int Padding => Kernel / 2;
            public int Squeeze => Math.Max(1, X.Channels / 4);
            public bool Expands => Expand != 1;
            public bool Skips => Stride == 1 && X.Channels == Width;
            [Conv2d(nameof(Hidden), 1, Bias = false, When = nameof(Expands)), BatchNorm2d(When = nameof(Expands)), SiLU(When = nameof(Expands)),
             Conv2d(nameof(Hidden), nameof(Kernel), Groups = nameof(Hidden), Stride = nameof(Stride), Padding = nameof(Padding), Bias = false), BatchNorm2d, SiLU,
             Use<SqueezeExcite>(nameof(Squeeze)), Conv2d(nameof(Width), 1, Bias = false), BatchNorm2d, Residual(nameof(X), When = nameof(Skips))]
            public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, AdamW(1e-3)]
        public partial class EfficientNetB0
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(32, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, SiLU] public partial Node Stem { get; }
            [Use<MBConv>(1, 16, 3, 1), Use<MBConv>(6, 24, 3, new[] { 2, 1 }), Use<MBConv>(6, 40, 5, new[] { 2, 1 }), Use<MBConv>(6, 80, 3, new[] { 2, 1, 1 }),
             Use<MBConv>(6, 112, 5, Repeat = 3), Use<MBConv>(6, 192, 5, new[] { 2, 1, 1, 1 }), Use<MBConv>(6, 320, 3)]
            public partial Node Body { get; }
            [Conv2d(1280, 1, Bias = false), BatchNorm2d, SiLU, AdaptiveAvgPool2d(1), Flatten, Dropout(.2), Linear(1000)] public partial Node Logits { get; }
        }

        [Block]
        public partial class BneckV3
        {
            [Hyper] public partial int Hidden { get; }
            [Hyper] public partial int Width { get; }
            [Hyper] public partial int Kernel { get; }
            [Hyper] public partial int Stride { get; }
            [Hyper] public partial bool Squeezes { get; }
            [Hyper] public partial bool IsHard { get; }
            [Input] public partial Node X { get; }
            public int Padding => Kernel / 2;
            public int Squeeze => Hidden / 4;
            public bool IsSoft => !IsHard;
            public bool Expands => Hidden != X.Channels;
            public bool ExpandsSoftly => Expands && IsSoft;
            public bool ExpandsHard => Expands && IsHard;
            public bool Skips => Stride == 1 && X.Channels == Width;
            [Conv2d(nameof(Hidden), 1, Bias = false, When = nameof(Expands)), BatchNorm2d(When = nameof(Expands)), ReLU(When = nameof(ExpandsSoftly)), Hardswish(When = nameof(ExpandsHard)),
             Conv2d(nameof(Hidden), nameof(Kernel), Groups = nameof(Hidden), Stride = nameof(Stride), Padding = nameof(Padding), Bias = false), BatchNorm2d,
             ReLU(When = nameof(IsSoft)), Hardswish(When = nameof(IsHard)), Use<SqueezeExcite>(nameof(Squeeze), When = nameof(Squeezes)),
             Conv2d(nameof(Width), 1, Bias = false), BatchNorm2d, Residual(nameof(X), When = nameof(Skips))]
            public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(.05, Momentum = .9)]
        public partial class MobileNetV3Small
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(16, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, Hardswish, Use<BneckV3>(16, 16, 3, 2, true, false), Use<BneckV3>(72, 24, 3, 2, false, false),
             Use<BneckV3>(88, 24, 3, 1, false, false), Use<BneckV3>(96, 40, 5, 2, true, true), Use<BneckV3>(240, 40, 5, 1, true, true, Repeat = 2), Use<BneckV3>(120, 48, 5, 1, true, true),
             Use<BneckV3>(144, 48, 5, 1, true, true), Use<BneckV3>(288, 96, 5, 2, true, true), Use<BneckV3>(576, 96, 5, 1, true, true, Repeat = 2),
             Conv2d(576, 1, Bias = false), BatchNorm2d, Hardswish]
            public partial Node Body { get; }
            [AdaptiveAvgPool2d(1), Flatten, Linear(1024), Hardswish, Dropout(.2), Linear(1000)] public partial Node Logits { get; }
        }

        [Block]
        public partial class Separable
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            public int In => X.Channels;
            [ReLU, Conv2d(nameof(In), 3, Padding = 1, Groups = nameof(In), Bias = false), Conv2d(nameof(Width), 1, Bias = false), BatchNorm2d] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(.045, Momentum = .9)]
        public partial class SmallXception
        {
            [Input(3, 96, 96)] public partial Node Image { get; }
            [Conv2d(32, 3, Stride = 2, Bias = false), BatchNorm2d, ReLU, Conv2d(64, 3, Bias = false), BatchNorm2d] public partial Node Stem { get; }
            [Use<Separable>(128), Use<Separable>(128), MaxPool2d(3, Stride = 2, Padding = 1), Residual(nameof(Stem), Projection = Projection.Conv1x1BatchNorm)] public partial Node Entry { get; }
            [Use<Separable>(128), Use<Separable>(128), Use<Separable>(128), Residual] public partial Node Middle { get; }
            [ReLU, AdaptiveAvgPool2d(1), Flatten, Linear(100)] public partial Node Logits { get; }
        }
        """;

    public const string Modern = """
        using DeepDsl;

        [Block]
        public partial class ConvNeXtBlock
        {
            [Input] public partial Node X { get; }
            public int Width => X.Channels;
            public int Hidden => 4 * X.Channels;
            [Weight(nameof(Width), 1, 1, WeightInit = Initializer.Constant, WeightValue = 1e-6)] public partial Node Gamma { get; }
            [From(nameof(X)), Conv2d(nameof(Width), 7, Padding = 3, Groups = nameof(Width)), Permute(0, 2, 3, 1), LayerNorm(Eps = 1e-6), Linear(nameof(Hidden)), GELU, Linear(nameof(Width)),
             Permute(0, 3, 1, 2), Multiply(nameof(Gamma)), Residual(nameof(X))]
            public partial Node Y { get; }
        }

        [Block]
        public partial class Down
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Permute(0, 2, 3, 1), LayerNorm(Eps = 1e-6), Permute(0, 3, 1, 2), Conv2d(nameof(Width), 2, Stride = 2)] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss(LabelSmoothing = .1), AdamW(4e-3, WeightDecay = .05)]
        public partial class ConvNeXtT
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(96, 4, Stride = 4), Permute(0, 2, 3, 1), LayerNorm(Eps = 1e-6), Permute(0, 3, 1, 2), Use<ConvNeXtBlock>(Repeat = 3), Use<Down>(192), Use<ConvNeXtBlock>(Repeat = 3),
             Use<Down>(384), Use<ConvNeXtBlock>(Repeat = 9), Use<Down>(768), Use<ConvNeXtBlock>(Repeat = 3)]
            public partial Node Body { get; }
            [AdaptiveAvgPool2d(1), Flatten, LayerNorm(Eps = 1e-6), Linear(1000)] public partial Node Logits { get; }
        }

        [Block]
        public partial class MixerBlock
        {
            [Hyper] public partial int Tokens { get; }
            [Hyper] public partial int Hidden { get; }
            [Input] public partial Node X { get; }
            public int Positions => X.Length;
            public int Width => X.Features;
            [LayerNorm, Transpose(1, 2), Linear(nameof(Tokens)), GELU, Linear(nameof(Positions)), Transpose(1, 2), Residual] public partial Node H { get; }
            [LayerNorm, Linear(nameof(Hidden)), GELU, Linear(nameof(Width)), Residual] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, AdamW(1e-3)]
        public partial class MixerB16
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(768, 16, Stride = 16), Flatten(2), Transpose(1, 2), Use<MixerBlock>(384, 3072, Repeat = 12), LayerNorm, Mean(1), Linear(1000)] public partial Node Logits { get; }
        }

        [Block]
        public partial class InceptionBlock
        {
            [Hyper] public partial int A { get; }
            [Hyper] public partial int ReduceB { get; }
            [Hyper] public partial int B { get; }
            [Hyper] public partial int ReduceC { get; }
            [Hyper] public partial int C { get; }
            [Hyper] public partial int D { get; }
            [Input] public partial Node X { get; }
            [Conv2d(nameof(A), 1), BatchNorm2d, ReLU] public partial Node Branch1 { get; }
            [From(nameof(X)), Conv2d(nameof(ReduceB), 1), BatchNorm2d, ReLU, Conv2d(nameof(B), 3, Padding = 1), BatchNorm2d, ReLU] public partial Node Branch2 { get; }
            [From(nameof(X)), Conv2d(nameof(ReduceC), 1), BatchNorm2d, ReLU, Conv2d(nameof(C), 3, Padding = 1), BatchNorm2d, ReLU] public partial Node Branch3 { get; }
            [From(nameof(X)), MaxPool2d(3, Stride = 1, Padding = 1), Conv2d(nameof(D), 1), BatchNorm2d, ReLU] public partial Node Branch4 { get; }
            [From(nameof(Branch1)), Concat(nameof(Branch2), nameof(Branch3), nameof(Branch4))] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(.01, Momentum = .9)]
        public partial class GoogLeNet
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(64, 7, Stride = 2, Padding = 3, Bias = false, WeightInit = Initializer.TruncNormal, WeightStd = .01), BatchNorm2d, ReLU, MaxPool2d(3, Stride = 2, CeilMode = true),
             Conv2d(64, 1, Bias = false), BatchNorm2d, ReLU, Conv2d(192, 3, Padding = 1, Bias = false), BatchNorm2d, ReLU, MaxPool2d(3, Stride = 2, CeilMode = true)]
            public partial Node Stem { get; }
            [Use<InceptionBlock>(64, 96, 128, 16, 32, 32), Use<InceptionBlock>(128, 128, 192, 32, 96, 64), MaxPool2d(3, Stride = 2, CeilMode = true), Use<InceptionBlock>(192, 96, 208, 16, 48, 64)]
            public partial Node Body { get; }
            [AdaptiveAvgPool2d(1), Flatten, Dropout(.2), Linear(1000)] public partial Node Logits { get; }
        }

        [Block]
        public partial class PreActivation
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [BatchNorm2d, ReLU, Conv2d(nameof(Width), 3, Padding = 1, Bias = false), BatchNorm2d, ReLU, Conv2d(nameof(Width), 3, Padding = 1, Bias = false), Residual(nameof(X), Projection = Projection.Conv1x1)]
            public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(.1, Momentum = .9, WeightDecay = 1e-4)]
        public partial class PreActResNet110
        {
            [Input(3, 32, 32)] public partial Node Image { get; }
            [Conv2d(16, 3, Padding = 1, Bias = false), Use<PreActivation>(16, Repeat = 18), Use<PreActivation>(32, Repeat = 18), Use<PreActivation>(64, Repeat = 18), BatchNorm2d, ReLU] public partial Node Body { get; }
            [AdaptiveAvgPool2d(1), Flatten, Linear(10)] public partial Node Logits { get; }
        }

        [Block]
        public partial class ScaledBlock
        {
            [Input] public partial Node X { get; }
            [Conv2d(64, 3, Padding = 1), ReLU, Conv2d(64, 3, Padding = 1), Scale(.1), Residual(nameof(X))] public partial Node Y { get; }
        }

        [Model, MSELoss, Adam(1e-4)]
        public partial class EdsrTrunk
        {
            [Input(3, 48, 48)] public partial Node Image { get; }
            [Conv2d(64, 3, Padding = 1)] public partial Node Head { get; }
            [Use<ScaledBlock>(Repeat = 16), Conv2d(64, 3, Padding = 1), Residual(nameof(Head))] public partial Node Body { get; }
            [Conv2d(3, 3, Padding = 1)] public partial Node Fine { get; }
        }

        [Block]
        public partial class FixupBlock
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Weight(1, 1, 1, WeightInit = Initializer.Constant, WeightValue = 1)] public partial Node Factor { get; }
            [From(nameof(X)), Conv2d(nameof(Width), 3, Padding = 1, Bias = false, WeightInit = Initializer.KaimingNormal, WeightGain = .3), ReLU,
             Conv2d(nameof(Width), 3, Padding = 1, Bias = false, WeightInit = Initializer.Zeros), Multiply(nameof(Factor)), Residual(nameof(X)), ReLU]
            public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(.1)]
        public partial class FixupResNet
        {
            [Input(3, 32, 32)] public partial Node Image { get; }
            [Conv2d(16, 3, Padding = 1, Bias = false), ReLU, Use<FixupBlock>(16, Repeat = 3)] public partial Node Body { get; }
            [AdaptiveAvgPool2d(1), Flatten, Linear(10, WeightInit = Initializer.Zeros)] public partial Node Logits { get; }
        }
        """;

    public const string Sequences = """
        using DeepDsl;

        [Block]
        public partial class BertBlock
        {
            [Input] public partial Node X { get; }
            [MultiheadAttention(12), Dropout(.1), Residual(nameof(X)), LayerNorm] public partial Node H { get; }
            [Linear(3072), GELU, Linear(768), Dropout(.1), Residual, LayerNorm] public partial Node Y { get; }
        }

        [Model, AdamW(1e-4)]
        public partial class Bert
        {
            [Input(128, DType = DType.Int64)] public partial Node Tokens { get; }
            [Embedding(30522, 768)] public partial Node Words { get; }
            [Input(128, DType = DType.Int64)] public partial Node Segments { get; }
            [Embedding(2, 768)] public partial Node Parts { get; }
            [From(nameof(Words)), PositionalEmbedding(128), Add(nameof(Parts)), LayerNorm, Dropout(.1), Use<BertBlock>(Repeat = 12)] public partial Node Encoded { get; }
            [Linear(768), GELU, LayerNorm, Linear(30522, TieWeight = nameof(Words)), CrossEntropyLoss(IgnoreIndex = -100), Output] public partial Node Masked { get; }
            [From(nameof(Encoded)), Select(1, 0), Linear(768), Tanh, Linear(2), CrossEntropyLoss, Output] public partial Node Next { get; }
        }

        [Block]
        public partial class Decoding
        {
            [Input] public partial Node X { get; }
            [Input] public partial Node Memory { get; }
            [From(nameof(X)), RMSNorm, MultiheadAttention(8, Causal = true, Bias = false), Residual(nameof(X))] public partial Node A { get; }
            [RMSNorm, MultiheadAttention(8, Memory = nameof(Memory), Bias = false), Residual(nameof(A))] public partial Node C { get; }
            [RMSNorm, Linear(2048, Bias = false), ReLU, Linear(512, Bias = false), Residual(nameof(C))] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, AdamW(1e-3)]
        public partial class Translator
        {
            [Input(64, DType = DType.Int64)] public partial Node Source { get; }
            [Embedding(32128, 512)] public partial Node Words { get; }
            [PositionalEmbedding(64), RMSNorm] public partial Node Memory { get; }
            [Input(64, DType = DType.Int64)] public partial Node Written { get; }
            [Embedding(32128, 512, TieWeight = nameof(Words)), Use<Decoding>(Inputs = new[] { nameof(Memory) }, Repeat = 6), RMSNorm, Linear(32128, Bias = false, TieWeight = nameof(Words))] public partial Node Logits { get; }
        }

        /// <summary>Attention written out.</summary>
        [Model, CrossEntropyLoss, Adam(1e-3)]
        public partial class WrittenAttention
        {
            [Input(16, 32)] public partial Node X { get; }
            [Linear(32)] public partial Node Query { get; }
            [From(nameof(X)), Linear(32)] public partial Node Key { get; }
            [From(nameof(X)), Linear(32)] public partial Node Values { get; }
            [From(nameof(Query)), MatMul(nameof(Key), TransposeOther = true), Scale(.177), Softmax] public partial Node Weights { get; }
            [MatMul(nameof(Values)), Linear(32), Residual(nameof(X)), LayerNorm] public partial Node Attended { get; }
            [Mean(1), Linear(5)] public partial Node Logits { get; }
        }

        [Block]
        public partial class TemporalBlock
        {
            [Hyper] public partial int Padding { get; }
            [Hyper] public partial int Dilation { get; }
            [Input] public partial Node X { get; }
            [CausalPad(nameof(Padding)), Conv1d(32, 3, Dilation = nameof(Dilation)), ReLU, Dropout(.2), CausalPad(nameof(Padding)), Conv1d(32, 3, Dilation = nameof(Dilation)), ReLU, Dropout(.2), Residual(nameof(X)), ReLU]
            public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, Adam(1e-3)]
        public partial class Tcn
        {
            [Input(1, 128)] public partial Node X { get; }
            [Conv1d(32, 1), Use<TemporalBlock>(new[] { 2, 4, 8, 16 }, new[] { 1, 2, 4, 8 }), Select(2, -1), Linear(10)] public partial Node Logits { get; }
        }
        """;

    public const string Others = """
        using DeepDsl;

        [Block]
        public partial class Grow
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [ConvTranspose2d(nameof(Width), 4, Stride = 2, Padding = 1, Bias = false, WeightInit = Initializer.Normal, WeightStd = .02), BatchNorm2d, ReLU] public partial Node Y { get; }
        }

        [Model, Adam(2e-4, Beta1 = .5)]
        public partial class DcGenerator
        {
            [Input(100)] public partial Node Z { get; }
            [Reshape(100, 1, 1), ConvTranspose2d(512, 4, Bias = false), BatchNorm2d, ReLU, Use<Grow>(new[] { 256, 128, 64 }), ConvTranspose2d(3, 4, Stride = 2, Padding = 1, Bias = false), Tanh] public partial Node Image { get; }
        }

        [Model, BCELoss, Adam(2e-4, Beta1 = .5)]
        public partial class DcDiscriminator
        {
            [Input(3, 64, 64)] public partial Node Image { get; }
            [Conv2d(64, 4, Stride = 2, Padding = 1, Bias = false), LeakyReLU(.2), Conv2d(128, 4, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, LeakyReLU(.2),
             Conv2d(256, 4, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, LeakyReLU(.2), Conv2d(512, 4, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, LeakyReLU(.2),
             Conv2d(1, 4, Bias = false), Sigmoid, Flatten]
            public partial Node Chance { get; }
        }

        [Model, Adam(5e-4)]
        public partial class NeRF
        {
            [Input(60)] public partial Node Position { get; }
            [Linear(256), ReLU, Linear(256), ReLU, Linear(256), ReLU, Linear(256), ReLU, Linear(256), ReLU] public partial Node Front { get; }
            [From(nameof(Position)), Concat(nameof(Front), Dim = -1), Linear(256), ReLU, Linear(256), ReLU, Linear(256), ReLU] public partial Node Back { get; }
            [Linear(1), Output] public partial Node Density { get; }
            [Input(24)] public partial Node Direction { get; }
            [From(nameof(Back)), Linear(256), Concat(nameof(Direction), Dim = -1), Linear(128), ReLU, Linear(3), Sigmoid, Output] public partial Node Color { get; }
        }

        [Model, MSELoss, Adam(1e-4)]
        public partial class Siren
        {
            [Input(2)] public partial Node Place { get; }
            [Linear(256, WeightInit = Initializer.Uniform, WeightBound = .5), Sine(30), Linear(256), Sine(30), Linear(256), Sine(30), Linear(3)] public partial Node Color { get; }
        }

        [Model, Adam(3e-4)]
        public partial class ActorCritic
        {
            [Input(8)] public partial Node Seen { get; }
            [Linear(64, WeightInit = Initializer.Orthogonal, WeightGain = 1.414), Tanh, Linear(64, WeightInit = Initializer.Orthogonal, WeightGain = 1.414), Tanh,
             Linear(4, WeightInit = Initializer.Orthogonal, WeightGain = .01), Output]
            public partial Node Policy { get; }
            [From(nameof(Seen)), Linear(64), Tanh, Linear(64), Tanh, Linear(1), Output] public partial Node Worth { get; }
        }

        [Model, MSELoss, Adam(1e-4)]
        public partial class Dqn
        {
            [Input(4, 84, 84)] public partial Node Frames { get; }
            [Conv2d(32, 8, Stride = 4), ReLU, Conv2d(64, 4, Stride = 2), ReLU, Conv2d(64, 3), ReLU, Flatten, Linear(512), ReLU, Linear(6)] public partial Node Q { get; }
        }

        /// <summary>A linear autoencoder: the narrow layer in the middle is what it is for.</summary>
        [Model, MSELoss(nameof(LinearAutoencoder.Copy), Target = nameof(LinearAutoencoder.X)), Adam(1e-3)]
        public partial class LinearAutoencoder
        {
            [Input(64)] public partial Node X { get; }
            [Linear(8)] public partial Node Code { get; }
            [Linear(64)] public partial Node Copy { get; }
        }

        [Model, MSELoss(nameof(Autoencoder.Copy), Target = nameof(Autoencoder.Image)), Adam(1e-3)]
        public partial class Autoencoder
        {
            [Input(784)] public partial Node Image { get; }
            [Linear(128), ReLU, Linear(16), ReLU] public partial Node Code { get; }
            [Linear(128), ReLU, Linear(784), Sigmoid] public partial Node Copy { get; }
        }

        [Model, BCELoss, SGD(.1)]
        public partial class Recommender
        {
            [Input(13)] public partial Node Dense { get; }
            [Linear(512), ReLU, Linear(256), ReLU, Linear(64), ReLU] public partial Node Bottom { get; }
            [Input(1, DType = DType.Int64)] public partial Node Item { get; }
            [Embedding(1000, 64), Flatten, Multiply(nameof(Bottom)), Concat(nameof(Bottom)), Linear(512), ReLU, Linear(256), ReLU, Linear(1), Sigmoid] public partial Node Chance { get; }
        }

        [Block]
        public partial class Embed
        {
            [Input] public partial Node X { get; }
            [Conv2d(32, 3), ReLU, MaxPool2d(2), Conv2d(64, 3), ReLU, AdaptiveAvgPool2d(1), Flatten, Linear(64)] public partial Node Y { get; }
        }

        [Model, TripletMarginLoss(nameof(Triplet.A), nameof(Triplet.P), nameof(Triplet.N), Margin = .2), Adam(1e-3)]
        public partial class Triplet
        {
            [Input(1, 28, 28)] public partial Node Anchor { get; }
            [Use<Embed>, Output] public partial Node A { get; }
            [Input(1, 28, 28)] public partial Node Positive { get; }
            [Use<Embed>(Share = nameof(A)), Output] public partial Node P { get; }
            [Input(1, 28, 28)] public partial Node Negative { get; }
            [Use<Embed>(Share = nameof(A)), Output] public partial Node N { get; }
        }

        /// <summary>A gate that starts as closed (Rezero, and adaLN-Zero of diffusion transformers).</summary>
        [Model, MSELoss, AdamW(1e-4)]
        public partial class Modulated
        {
            [Input(32)] public partial Node X { get; }
            [Input(16)] public partial Node Condition { get; }
            [SiLU, Linear(32, WeightInit = Initializer.Zeros)] public partial Node Gate { get; }
            [From(nameof(X)), LayerNorm, Linear(64), GELU, Linear(32), Multiply(nameof(Gate)), Residual(nameof(X))] public partial Node H { get; }
            [LayerNorm, Linear(32, WeightInit = Initializer.Zeros)] public partial Node Noise { get; }
        }
        """;

    public static IEnumerable<string> All => [Plain, Efficient, Modern, Sequences, Others];
}
