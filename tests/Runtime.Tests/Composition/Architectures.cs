namespace Runtime.Tests.Composition;

/// <summary>Published architectures in the language.</summary>
public static class Architectures
{
    public const string ResNet = """
        [Block]
        public partial class BasicBlock
        {
            [Hyper] public partial int Width { get; }
            [Hyper(1)] public partial int Stride { get; }

            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), 3, Stride = nameof(Stride), Padding = 1, Bias = false), BatchNorm2d, ReLU,
             Conv2d(nameof(Width), 3, Padding = 1, Bias = false), BatchNorm2d,
             Residual(nameof(X), Projection = Projection.Conv1x1BatchNorm), ReLU]
            public partial Node Y { get; }
        }

        [Block]
        public partial class Bottleneck
        {
            [Hyper] public partial int Width { get; }
            [Hyper(1)] public partial int Stride { get; }
            public int Out => 4 * Width;

            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), 1, Bias = false), BatchNorm2d, ReLU,
             Conv2d(nameof(Width), 3, Stride = nameof(Stride), Padding = 1, Bias = false), BatchNorm2d, ReLU,
             Conv2d(nameof(Out), 1, Bias = false), BatchNorm2d, Residual(nameof(X), Projection = Projection.Conv1x1BatchNorm), ReLU]
            public partial Node Y { get; }
        }

        [Block]
        public partial class Stem
        {
            [Input] public partial Node X { get; }
            [Conv2d(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm2d, ReLU, MaxPool2d(3, Stride = 2, Padding = 1)] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1, Momentum = 0.9, WeightDecay = 1e-4)]
        public partial class ResNet18
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Use<Stem>] public partial Node Low { get; }
            [Use<BasicBlock>(64, Repeat = 2)] public partial Node Layer1 { get; }
            [Use<BasicBlock>(128, new[] { 2, 1 })] public partial Node Layer2 { get; }
            [Use<BasicBlock>(256, new[] { 2, 1 })] public partial Node Layer3 { get; }
            [Use<BasicBlock>(512, new[] { 2, 1 })] public partial Node Layer4 { get; }
            [AdaptiveAvgPool2d(1), Flatten, Linear(1000)] public partial Node Logits { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class ResNet50
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Use<Stem>] public partial Node Low { get; }
            [Use<Bottleneck>(64, Repeat = 3)] public partial Node Layer1 { get; }
            [Use<Bottleneck>(128, new[] { 2, 1, 1, 1 })] public partial Node Layer2 { get; }
            [Use<Bottleneck>(256, new[] { 2, 1, 1, 1, 1, 1 })] public partial Node Layer3 { get; }
            [Use<Bottleneck>(512, new[] { 2, 1, 1 })] public partial Node Layer4 { get; }
            [AdaptiveAvgPool2d(1), Flatten, Linear(1000)] public partial Node Logits { get; }
        }
        """;

    /// <summary>A new head on a frozen ResNet-50.</summary>
    public const string Flowers = ResNet + """


        [Model, CrossEntropyLoss, AdamW(1e-4)]
        public partial class FlowerNet
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Use<ResNet50>(Until = nameof(ResNet50.Layer4), Frozen = true)] public partial Node Backbone { get; }
            [AdaptiveAvgPool2d(1), Flatten, Linear(102)] public partial Node Logits { get; }
        }
        """;

    public const string Vgg = """
        [Block]
        public partial class ConvBnReLU
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), 3, Padding = 1), BatchNorm2d, ReLU] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(.01, Momentum = .9)]
        public partial class Vgg16Bn
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Use<ConvBnReLU>(64, Repeat = 2), MaxPool2d(2), Use<ConvBnReLU>(128, Repeat = 2), MaxPool2d(2), Use<ConvBnReLU>(256, Repeat = 3), MaxPool2d(2),
             Use<ConvBnReLU>(512, Repeat = 3), MaxPool2d(2), Use<ConvBnReLU>(512, Repeat = 3), MaxPool2d(2)]
            public partial Node Features { get; }
            [AdaptiveAvgPool2d(7), Flatten, Linear(4096), ReLU, Dropout, Linear(4096), ReLU, Dropout, Linear(1000)] public partial Node Logits { get; }
        }
        """;

    public const string DenseNet = """
        [Block]
        public partial class DenseLayer
        {
            [Hyper] public partial int Growth { get; }
            public int Inner => 4 * Growth;
            [Input] public partial Node X { get; }
            [BatchNorm2d, ReLU, Conv2d(nameof(Inner), 1, Bias = false), BatchNorm2d, ReLU, Conv2d(nameof(Growth), 3, Padding = 1, Bias = false)] public partial Node New { get; }
            [From(nameof(X)), Concat(nameof(New))] public partial Node Y { get; }
        }

        [Block]
        public partial class Transition
        {
            [Input] public partial Node X { get; }
            public int Half => X.Channels / 2;
            [BatchNorm2d, ReLU, Conv2d(nameof(Half), 1, Bias = false), AvgPool2d(2)] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(.1)]
        public partial class DenseNet121
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm2d, ReLU, MaxPool2d(3, Stride = 2, Padding = 1)] public partial Node Stem { get; }
            [Use<DenseLayer>(32, Repeat = 6), Use<Transition>, Use<DenseLayer>(32, Repeat = 12), Use<Transition>, Use<DenseLayer>(32, Repeat = 24), Use<Transition>,
             Use<DenseLayer>(32, Repeat = 16)]
            public partial Node Dense { get; }
            [BatchNorm2d, ReLU, AdaptiveAvgPool2d(1), Flatten, Linear(1000)] public partial Node Logits { get; }
        }
        """;

    public const string MobileNet = """
        [Block]
        public partial class InvertedResidual
        {
            [Hyper] public partial int Expand { get; }
            [Hyper] public partial int Width { get; }
            [Hyper(1)] public partial int Stride { get; }

            [Input] public partial Node X { get; }
            public int Hidden => Expand * X.Channels;
            public bool Widens => Expand != 1;
            public bool Skips => Stride == 1 && X.Channels == Width;
            [Conv2d(nameof(Hidden), 1, Bias = false, When = nameof(Widens)), BatchNorm2d(When = nameof(Widens)), ReLU6(When = nameof(Widens)),
             Conv2d(nameof(Hidden), 3, Stride = nameof(Stride), Padding = 1, Groups = nameof(Hidden), Bias = false), BatchNorm2d, ReLU6,
             Conv2d(nameof(Width), 1, Bias = false), BatchNorm2d, Residual(nameof(X), When = nameof(Skips))]
            public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(.05)]
        public partial class MobileNetV2
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(32, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, ReLU6,
             Use<InvertedResidual>(1, 16), Use<InvertedResidual>(6, 24, new[] { 2, 1 }), Use<InvertedResidual>(6, 32, new[] { 2, 1, 1 }),
             Use<InvertedResidual>(6, 64, new[] { 2, 1, 1, 1 }), Use<InvertedResidual>(6, 96, Repeat = 3), Use<InvertedResidual>(6, 160, new[] { 2, 1, 1 }), Use<InvertedResidual>(6, 320),
             Conv2d(1280, 1, Bias = false), BatchNorm2d, ReLU6]
            public partial Node Body { get; }
            [AdaptiveAvgPool2d(1), Flatten, Dropout(.2), Linear(1000)] public partial Node Logits { get; }
        }
        """;

    public const string SqueezeNet = """
        [Block]
        public partial class Fire
        {
            [Hyper] public partial int Squeeze { get; }
            [Hyper] public partial int Expand { get; }
            [Input] public partial Node X { get; }
            [Conv2d(nameof(Squeeze), 1), ReLU] public partial Node Squeezed { get; }
            [Conv2d(nameof(Expand), 1), ReLU] public partial Node Narrow { get; }
            [From(nameof(Squeezed)), Conv2d(nameof(Expand), 3, Padding = 1), ReLU] public partial Node Broad { get; }
            [From(nameof(Narrow)), Concat(nameof(Broad))] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(.04)]
        public partial class SqueezeNet11
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(64, 3, Stride = 2), ReLU, MaxPool2d(3, Stride = 2, CeilMode = true), Use<Fire>(16, 64, Repeat = 2), MaxPool2d(3, Stride = 2, CeilMode = true),
             Use<Fire>(32, 128, Repeat = 2), MaxPool2d(3, Stride = 2, CeilMode = true), Use<Fire>(48, 192, Repeat = 2), Use<Fire>(64, 256, Repeat = 2)]
            public partial Node Features { get; }
            [Dropout, Conv2d(1000, 1), ReLU, AdaptiveAvgPool2d(1), Flatten] public partial Node Logits { get; }
        }
        """;

    public const string Gpt = """
        [Block]
        public partial class GptBlock
        {
            [Hyper] public partial int Heads { get; }
            [Hyper(0.1)] public partial double DropProbability { get; }

            [Input] public partial Node X { get; }
            public int Width => X.Features;
            public int Hidden => 4 * Width;
            [LayerNorm, MultiheadAttention(nameof(Heads), Causal = true), Dropout(nameof(DropProbability)), Residual(nameof(X))] public partial Node H { get; }
            [LayerNorm, Linear(nameof(Hidden)), GELU, Linear(nameof(Width)), Dropout(nameof(DropProbability)), Residual(nameof(H))] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, AdamW(6e-4)]
        public partial class Gpt2
        {
            [Input(1024, DType = DType.Int64)] public partial Node Tokens { get; }
            [Embedding(50257, 768)] public partial Node Wte { get; }
            [PositionalEmbedding(1024), Dropout(.1), Use<GptBlock>(12, Repeat = 12), LayerNorm, Linear(50257, Bias = false, TieWeight = nameof(Wte))] public partial Node Logits { get; }
        }
        """;

    public const string Vit = """
        [Block]
        public partial class EncoderBlock
        {
            [Hyper] public partial int Heads { get; }

            [Input] public partial Node X { get; }
            public int Width => X.Features;
            public int Hidden => 4 * Width;
            [LayerNorm(Eps = 1e-6), MultiheadAttention(nameof(Heads)), Residual(nameof(X))] public partial Node H { get; }
            [LayerNorm(Eps = 1e-6), Linear(nameof(Hidden)), GELU, Linear(nameof(Width)), Residual] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, AdamW(1e-3)]
        public partial class VitB16
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(768, 16, Stride = 16), Flatten(2), Transpose(1, 2)] public partial Node Patches { get; }
            [Weight(1, 768, Name = "class_token")] public partial Node Cls { get; }
            [Concat(nameof(Patches), Dim = 1), PositionalEmbedding(197), Use<EncoderBlock>(12, Repeat = 12), LayerNorm(Eps = 1e-6), Select(1, 0), Linear(1000)] public partial Node Logits { get; }
        }
        """;

    public const string Vae = """
        [Model, KLNormalLoss(nameof(Vae.Mu), nameof(Vae.LogVar)), BCELoss(nameof(Vae.Reconstruction), Target = nameof(Vae.Image)), Adam(1e-3)]
        public partial class Vae
        {
            [Input(12)] public partial Node Image { get; }
            [Linear(8), ReLU] public partial Node Hidden { get; }
            [Linear(3)] public partial Node Mu { get; }
            [From(nameof(Hidden)), Linear(3)] public partial Node LogVar { get; }
            [Scale(0.5), Exp] public partial Node Std { get; }
            [Noise(Like = nameof(Mu)), Multiply(nameof(Std)), Add(nameof(Mu))] public partial Node Z { get; }
            [Linear(8), ReLU, Linear(12), Sigmoid] public partial Node Reconstruction { get; }
        }
        """;

    public const string WaveNet = """
        [Block]
        public partial class WaveBlock
        {
            [Hyper] public partial int Width { get; }
            [Hyper] public partial int Dilation { get; }

            [Input] public partial Node X { get; }
            [CausalPad(nameof(Dilation)), Conv1d(nameof(Width), 2, Dilation = nameof(Dilation)), Tanh] public partial Node Filter { get; }
            [From(nameof(X)), CausalPad(nameof(Dilation)), Conv1d(nameof(Width), 2, Dilation = nameof(Dilation)), Sigmoid] public partial Node Gate { get; }
            [Multiply(nameof(Filter))] public partial Node Gated { get; }
            [Conv1d(256, 1), Output] public partial Node Skip { get; }
            [From(nameof(Gated)), Conv1d(nameof(Width), 1), Residual(nameof(X)), Output] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss(Dim = 1), Adam(1e-3)]
        public partial class WaveNet
        {
            [Input(64, DType = DType.Int64)] public partial Node Codes { get; }
            [Embedding(256, 64), Transpose(1, 2)] public partial Node Samples { get; }
            [Use<WaveBlock>(64, new[] { 1, 2, 4, 8, 16, 32 })] public partial Node Stack { get; }
            [SumOf(nameof(Stack), nameof(WaveBlock.Skip)), ReLU, Conv1d(256, 1), ReLU, Conv1d(256, 1)] public partial Node Logits { get; }
        }
        """;

    public const string ValidUNet = """
        [Block]
        public partial class DoubleConv
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), 3), ReLU, Conv2d(nameof(Width), 3), ReLU] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, Adam(1e-3)]
        public partial class OriginalUNet
        {
            [Input(1, 572, 572)] public partial Node Image { get; }
            [Use<DoubleConv>(64)] public partial Node Enc1 { get; }
            [MaxPool2d(2), Use<DoubleConv>(128)] public partial Node Enc2 { get; }
            [MaxPool2d(2), Use<DoubleConv>(256)] public partial Node Enc3 { get; }
            [MaxPool2d(2), Use<DoubleConv>(512)] public partial Node Enc4 { get; }
            [MaxPool2d(2), Use<DoubleConv>(1024), ConvTranspose2d(512, 2, Stride = 2)] public partial Node Up4 { get; }
            [From(nameof(Enc4)), CenterCrop(nameof(Up4)), Concat(nameof(Up4)), Use<DoubleConv>(512), ConvTranspose2d(256, 2, Stride = 2)] public partial Node Up3 { get; }
            [From(nameof(Enc3)), CenterCrop(nameof(Up3)), Concat(nameof(Up3)), Use<DoubleConv>(256), ConvTranspose2d(128, 2, Stride = 2)] public partial Node Up2 { get; }
            [From(nameof(Enc2)), CenterCrop(nameof(Up2)), Concat(nameof(Up2)), Use<DoubleConv>(128), ConvTranspose2d(64, 2, Stride = 2)] public partial Node Up1 { get; }
            [From(nameof(Enc1)), CenterCrop(nameof(Up1)), Concat(nameof(Up1)), Use<DoubleConv>(64), Conv2d(2, 1)] public partial Node Logits { get; }
        }
        """;

    public const string UNet = """
        [Block]
        public partial class DoubleConv
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), 3, Padding = 1), ReLU, Conv2d(nameof(Width), 3, Padding = 1), ReLU] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, Adam(1e-3)]
        public partial class UNet
        {
            [Input(3, 32, 32)] public partial Node Image { get; }
            [Use<DoubleConv>(8)] public partial Node Enc1 { get; }
            [MaxPool2d(2), Use<DoubleConv>(16)] public partial Node Enc2 { get; }
            [MaxPool2d(2), Use<DoubleConv>(32), ConvTranspose2d(16, 2, Stride = 2), Concat(nameof(Enc2)), Use<DoubleConv>(16)] public partial Node Dec2 { get; }
            [ConvTranspose2d(8, 2, Stride = 2), Concat(nameof(Enc1)), Use<DoubleConv>(8), Conv2d(2, 1)] public partial Node Logits { get; }
        }
        """;
}
