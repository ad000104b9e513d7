namespace Runtime.Tests.Composition;

/// <summary>Published architectures of several branches, inputs or results, and those of later years.</summary>
public static class MoreArchitectures
{
    /// <summary>As in torchvision, whose second convolution of the third branch is 3x3, without auxiliary classifiers.</summary>
    public const string GoogLeNet = """
        [Block]
        public partial class ConvBnReLU
        {
            [Hyper] public partial int Width { get; }
            [Hyper(1)] public partial int Kernel { get; }
            [Hyper(1)] public partial int Stride { get; }
            public int Pad => Kernel / 2;
            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), nameof(Kernel), Stride = nameof(Stride), Padding = nameof(Pad), Bias = false), BatchNorm2d(Eps = 1e-3), ReLU] public partial Node Y { get; }
        }

        [Block]
        public partial class Inception
        {
            [Hyper] public partial int Direct { get; }
            [Hyper] public partial int Reduced3 { get; }
            [Hyper] public partial int Wide3 { get; }
            [Hyper] public partial int Reduced5 { get; }
            [Hyper] public partial int Wide5 { get; }
            [Hyper] public partial int Pooled { get; }

            [Input] public partial Node X { get; }
            [Use<ConvBnReLU>(nameof(Direct))] public partial Node B1 { get; }
            [From(nameof(X)), Use<ConvBnReLU>(nameof(Reduced3)), Use<ConvBnReLU>(nameof(Wide3), 3)] public partial Node B2 { get; }
            [From(nameof(X)), Use<ConvBnReLU>(nameof(Reduced5)), Use<ConvBnReLU>(nameof(Wide5), 3)] public partial Node B3 { get; }
            [From(nameof(X)), MaxPool2d(3, Stride = 1, Padding = 1), Use<ConvBnReLU>(nameof(Pooled))] public partial Node B4 { get; }
            [From(nameof(B1)), Concat(nameof(B2), nameof(B3), nameof(B4))] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(.01)]
        public partial class GoogLeNet
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Use<ConvBnReLU>(64, 7, 2), MaxPool2d(3, Stride = 2, CeilMode = true), Use<ConvBnReLU>(64), Use<ConvBnReLU>(192, 3), MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Node Stem { get; }
            [Use<Inception>(64, 96, 128, 16, 32, 32), Use<Inception>(128, 128, 192, 32, 96, 64), MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Node Stage3 { get; }
            [Use<Inception>(192, 96, 208, 16, 48, 64), Use<Inception>(160, 112, 224, 24, 64, 64), Use<Inception>(128, 128, 256, 24, 64, 64),
             Use<Inception>(112, 144, 288, 32, 64, 64), Use<Inception>(256, 160, 320, 32, 128, 128), MaxPool2d(2, CeilMode = true)]
            public partial Node Stage4 { get; }
            [Use<Inception>(256, 160, 320, 32, 128, 128), Use<Inception>(384, 192, 384, 48, 128, 128)] public partial Node Stage5 { get; }
            [AdaptiveAvgPool2d(1), Flatten, Dropout(.2), Linear(1000)] public partial Node Logits { get; }
        }
        """;

    /// <summary>The block 3a as it was first published: with 5x5 and biases, without norms.</summary>
    public const string Inception3a = """
        [Model, Adam(1e-3)]
        public partial class Inception3a
        {
            [Input(192, 28, 28)] public partial Node X { get; }
            [Conv2d(64, 1), ReLU] public partial Node B1 { get; }
            [From(nameof(X)), Conv2d(96, 1), ReLU, Conv2d(128, 3, Padding = 1), ReLU] public partial Node B2 { get; }
            [From(nameof(X)), Conv2d(16, 1), ReLU, Conv2d(32, 5, Padding = 2), ReLU] public partial Node B3 { get; }
            [From(nameof(X)), MaxPool2d(3, Stride = 1, Padding = 1), Conv2d(32, 1), ReLU] public partial Node B4 { get; }
            [From(nameof(B1)), Concat(nameof(B2), nameof(B3), nameof(B4))] public partial Node Y { get; }
        }
        """;

    private const string SqueezeExcite = """
        [Block]
        public partial class SqueezeExcite
        {
            [Hyper] public partial int Squeeze { get; }
            [Input] public partial Node X { get; }
            public int Wide => X.Channels;
            [AdaptiveAvgPool2d(1), Conv2d(nameof(Squeeze), 1), SiLU, Conv2d(nameof(Wide), 1), Sigmoid] public partial Node Gate { get; }
            [Multiply(nameof(X))] public partial Node Y { get; }
        }

        """;

    public const string EfficientNet = SqueezeExcite + """
        [Block]
        public partial class MBConv
        {
            [Hyper] public partial int Expand { get; }
            [Hyper] public partial int Width { get; }
            [Hyper] public partial int Kernel { get; }
            [Hyper(1)] public partial int Stride { get; }

            [Input] public partial Node X { get; }
            public int Hidden => Expand * X.Channels;
            public int Pad => Kernel / 2;
            public int Squeeze => Math.Max(1, X.Channels / 4);
            public bool Expands => Expand != 1;
            public bool Skips => Stride == 1 && X.Channels == Width;
            [Conv2d(nameof(Hidden), 1, Bias = false, When = nameof(Expands)), BatchNorm2d(When = nameof(Expands)), SiLU(When = nameof(Expands)),
             Conv2d(nameof(Hidden), nameof(Kernel), Groups = nameof(Hidden), Stride = nameof(Stride), Padding = nameof(Pad), Bias = false), BatchNorm2d, SiLU,
             Use<SqueezeExcite>(nameof(Squeeze)), Conv2d(nameof(Width), 1, Bias = false), BatchNorm2d, Residual(nameof(X), When = nameof(Skips))]
            public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, AdamW(1e-3)]
        public partial class EfficientNetB0
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(32, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, SiLU] public partial Node Stem { get; }
            [Use<MBConv>(1, 16, 3), Use<MBConv>(6, 24, 3, new[] { 2, 1 }), Use<MBConv>(6, 40, 5, new[] { 2, 1 }), Use<MBConv>(6, 80, 3, new[] { 2, 1, 1 }),
             Use<MBConv>(6, 112, 5, Repeat = 3), Use<MBConv>(6, 192, 5, new[] { 2, 1, 1, 1 }), Use<MBConv>(6, 320, 3)]
            public partial Node Body { get; }
            [Conv2d(1280, 1, Bias = false), BatchNorm2d, SiLU, AdaptiveAvgPool2d(1), Flatten, Dropout(.2), Linear(1000)] public partial Node Logits { get; }
        }
        """;

    public const string MobileNetV3 = SqueezeExcite + """
        [Block]
        public partial class Bneck
        {
            [Hyper] public partial int Hidden { get; }
            [Hyper] public partial int Width { get; }
            [Hyper] public partial int Kernel { get; }
            [Hyper] public partial int Stride { get; }
            [Hyper] public partial bool Squeezes { get; }
            [Hyper] public partial bool IsHard { get; }

            [Input] public partial Node X { get; }
            public int Pad => Kernel / 2;
            public int Squeeze => Math.Max(8, (Hidden / 4 + 4) / 8 * 8);
            public bool Rectifies => !IsHard;
            public bool Expands => Hidden != X.Channels;
            public bool Skips => Stride == 1 && X.Channels == Width;
            [Conv2d(nameof(Hidden), 1, Bias = false, When = nameof(Expands)), BatchNorm2d(When = nameof(Expands)), ReLU(When = nameof(Rectifies)), Hardswish(When = nameof(IsHard)),
             Conv2d(nameof(Hidden), nameof(Kernel), Groups = nameof(Hidden), Stride = nameof(Stride), Padding = nameof(Pad), Bias = false), BatchNorm2d,
             ReLU(When = nameof(Rectifies)), Hardswish(When = nameof(IsHard)), Use<SqueezeExcite>(nameof(Squeeze), When = nameof(Squeezes)),
             Conv2d(nameof(Width), 1, Bias = false), BatchNorm2d, Residual(nameof(X), When = nameof(Skips))]
            public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(.05)]
        public partial class MobileNetV3Small
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(16, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, Hardswish,
             Use<Bneck>(16, 16, 3, 2, true, false), Use<Bneck>(72, 24, 3, 2, false, false), Use<Bneck>(88, 24, 3, 1, false, false), Use<Bneck>(96, 40, 5, 2, true, true),
             Use<Bneck>(240, 40, 5, 1, true, true, Repeat = 2), Use<Bneck>(120, 48, 5, 1, true, true), Use<Bneck>(144, 48, 5, 1, true, true), Use<Bneck>(288, 96, 5, 2, true, true),
             Use<Bneck>(576, 96, 5, 1, true, true, Repeat = 2), Conv2d(576, 1, Bias = false), BatchNorm2d, Hardswish]
            public partial Node Body { get; }
            [AdaptiveAvgPool2d(1), Flatten, Linear(1024), Hardswish, Dropout(.2), Linear(1000)] public partial Node Logits { get; }
        }
        """;

    /// <summary>Stochastic depth left out, which has no parameters.</summary>
    public const string ConvNeXt = """
        [Block]
        public partial class ConvNeXtBlock
        {
            [Input] public partial Node X { get; }
            public int C => X.Channels;
            public int Hidden => 4 * C;
            [Conv2d(nameof(C), 7, Padding = 3, Groups = nameof(C)), Permute(0, 2, 3, 1), LayerNorm(Eps = 1e-6), Linear(nameof(Hidden)), GELU, Linear(nameof(C))] public partial Node Branch { get; }
            [Weight(1, 1, nameof(C))] public partial Node Scale { get; }
            [Multiply(nameof(Branch)), Permute(0, 3, 1, 2), Residual(nameof(X))] public partial Node Y { get; }
        }

        [Block]
        public partial class Down
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Permute(0, 2, 3, 1), LayerNorm(Eps = 1e-6), Permute(0, 3, 1, 2), Conv2d(nameof(Width), 2, Stride = 2)] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, AdamW(4e-3)]
        public partial class ConvNeXtTiny
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(96, 4, Stride = 4), Permute(0, 2, 3, 1), LayerNorm(Eps = 1e-6), Permute(0, 3, 1, 2), Use<ConvNeXtBlock>(Repeat = 3), Use<Down>(192), Use<ConvNeXtBlock>(Repeat = 3),
             Use<Down>(384), Use<ConvNeXtBlock>(Repeat = 9), Use<Down>(768), Use<ConvNeXtBlock>(Repeat = 3)]
            public partial Node Body { get; }
            [AdaptiveAvgPool2d(1), Flatten, LayerNorm(Eps = 1e-6), Linear(1000)] public partial Node Logits { get; }
        }
        """;

    public const string Mixer = """
        [Block]
        public partial class MixerBlock
        {
            [Hyper] public partial int Tokens { get; }
            [Hyper] public partial int Hidden { get; }
            [Input] public partial Node X { get; }
            public int Length => X.Length;
            public int Width => X.Features;
            [LayerNorm, Transpose(1, 2), Linear(nameof(Tokens)), GELU, Linear(nameof(Length)), Transpose(1, 2), Residual] public partial Node H { get; }
            [LayerNorm, Linear(nameof(Hidden)), GELU, Linear(nameof(Width)), Residual] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, AdamW(1e-3)]
        public partial class MixerB16
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(768, 16, Stride = 16), Flatten(2), Transpose(1, 2), Use<MixerBlock>(384, 3072, Repeat = 12), LayerNorm, Mean(1), Linear(1000)] public partial Node Logits { get; }
        }
        """;

    public const string Dcgan = """
        [Block]
        public partial class Up
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [ConvTranspose2d(nameof(Width), 4, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, ReLU] public partial Node Y { get; }
        }

        [Block]
        public partial class Halve
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), 4, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, LeakyReLU(.2)] public partial Node Y { get; }
        }

        [Model, Adam(2e-4, Beta1 = .5)]
        public partial class Generator
        {
            [Input(100)] public partial Node Z { get; }
            [Reshape(100, 1, 1), ConvTranspose2d(512, 4, Bias = false), BatchNorm2d, ReLU, Use<Up>(new[] { 256, 128, 64 }),
             ConvTranspose2d(3, 4, Stride = 2, Padding = 1, Bias = false), Tanh]
            public partial Node Image { get; }
        }

        [Model, BCEWithLogitsLoss, Adam(2e-4, Beta1 = .5)]
        public partial class Discriminator
        {
            [Input(3, 64, 64)] public partial Node Image { get; }
            [Conv2d(64, 4, Stride = 2, Padding = 1, Bias = false), LeakyReLU(.2), Use<Halve>(new[] { 128, 256, 512 }), Conv2d(1, 4, Bias = false), Flatten] public partial Node Logit { get; }
        }
        """;

    /// <summary>With the positions and directions encoded outside; the rendering loss is the user's own.</summary>
    public const string Nerf = """
        [Block]
        public partial class Layer
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Linear(nameof(Width)), ReLU] public partial Node Y { get; }
        }

        [Model, Adam(5e-4)]
        public partial class NeRF
        {
            [Input(63)] public partial Node Position { get; }
            [Input(27)] public partial Node Direction { get; }
            [From(nameof(Position)), Use<Layer>(256, Repeat = 5)] public partial Node Front { get; }
            [From(nameof(Position)), Concat(nameof(Front), Dim = -1), Use<Layer>(256, Repeat = 3)] public partial Node Back { get; }
            [Linear(1), Output] public partial Node Density { get; }
            [From(nameof(Back)), Linear(256), Concat(nameof(Direction), Dim = -1), Use<Layer>(128), Linear(3), Sigmoid, Output] public partial Node Color { get; }
        }
        """;

    /// <summary>T5-small without its relative position biases: 32 buckets of 8 heads, in the encoder and in the decoder.</summary>
    public const string T5 = """
        [Block]
        public partial class EncoderBlock
        {
            [Input] public partial Node X { get; }
            [RMSNorm(Eps = 1e-6), MultiheadAttention(8, Bias = false), Residual] public partial Node H { get; }
            [RMSNorm(Eps = 1e-6), Linear(2048, Bias = false), ReLU, Linear(512, Bias = false), Residual] public partial Node Y { get; }
        }

        [Block]
        public partial class DecoderBlock
        {
            [Input] public partial Node X { get; }
            [Input] public partial Node Memory { get; }
            [From(nameof(X)), RMSNorm(Eps = 1e-6), MultiheadAttention(8, Causal = true, Bias = false), Residual(nameof(X))] public partial Node A { get; }
            [RMSNorm(Eps = 1e-6), MultiheadAttention(8, Memory = nameof(Memory), Bias = false), Residual] public partial Node C { get; }
            [RMSNorm(Eps = 1e-6), Linear(2048, Bias = false), ReLU, Linear(512, Bias = false), Residual] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, AdamW(1e-3)]
        public partial class T5Small
        {
            [Input(128, DType = DType.Int64)] public partial Node Source { get; }
            [Input(64, DType = DType.Int64)] public partial Node Decoded { get; }
            [From(nameof(Source)), Embedding(32128, 512)] public partial Node Table { get; }
            [Use<EncoderBlock>(Repeat = 6), RMSNorm(Eps = 1e-6)] public partial Node Memory { get; }
            [From(nameof(Decoded)), Embedding(32128, 512, TieWeight = nameof(Table))] public partial Node Embedded { get; }
            [Use<DecoderBlock>(Repeat = 6, Inputs = new[] { nameof(Memory) }), RMSNorm(Eps = 1e-6), Linear(32128, Bias = false, TieWeight = nameof(Table))] public partial Node Logits { get; }
        }
        """;

    /// <summary>One tower for users, one for items; the product of a pair is its score, and pairs of a batch are the user's own to make.</summary>
    public const string TwoTowers = """
        [Block]
        public partial class Tower
        {
            [Input] public partial Node X { get; }
            [Linear(64), ReLU, Linear(64)] public partial Node Y { get; }
        }

        [Model, BCEWithLogitsLoss, Adam(1e-3)]
        public partial class TwoTower
        {
            [Input(DType = DType.Int64)] public partial Node User { get; }
            [Input(DType = DType.Int64)] public partial Node Country { get; }
            [Input(DType = DType.Int64)] public partial Node Item { get; }
            [From(nameof(Country)), Embedding(200, 8)] public partial Node Origin { get; }
            [From(nameof(User)), Embedding(100000, 64), Concat(nameof(Origin), Dim = -1), Use<Tower>] public partial Node Wish { get; }
            [From(nameof(Item)), Embedding(50000, 64), Linear(64)] public partial Node Offer { get; }
            [Multiply(nameof(Wish)), Mean(-1)] public partial Node Score { get; }
        }

        [Model, Adam(1e-3)]
        public partial class Retrieval
        {
            [Input(DType = DType.Int64)] public partial Node User { get; }
            [Input(DType = DType.Int64)] public partial Node Item { get; }
            [From(nameof(User)), Embedding(100000, 64), Use<Tower>, Output] public partial Node Wish { get; }
            [From(nameof(Item)), Embedding(50000, 64), Linear(64), Output] public partial Node Offer { get; }
        }
        """;

    public const string Dqn = """
        [Model, Adam(1e-4)]
        public partial class Dqn
        {
            [Input(4, 84, 84)] public partial Node Frames { get; }
            [Conv2d(32, 8, Stride = 4), ReLU, Conv2d(64, 4, Stride = 2), ReLU, Conv2d(64, 3), ReLU, Flatten, Linear(512), ReLU, Linear(6)] public partial Node Q { get; }
        }
        """;
}
