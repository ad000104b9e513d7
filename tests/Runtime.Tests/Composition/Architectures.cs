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
}
