namespace Roslyn.Tests;

/// <summary>Models that several tests look at: together they use every operator, loss, optimizer and schedule of the language.</summary>
internal static class TestModels
{
    public const string LeNet = """
        using DeepDsl;

        namespace Vision;

        /// <summary>LeNet-5 (LeCun et al., 1998).</summary>
        [Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9)]
        public partial class LeNet
        {
            /// <summary>A digit, padded to 32x32.</summary>
            [Input(1, 32, 32)] public partial Node Image { get; }
            [Conv2d(6, 5), Tanh, AvgPool2d(2), Conv2d(16, 5), Tanh, AvgPool2d(2)] public partial Node Body { get; }
            [Flatten, Linear(120), Tanh, Linear(84), Tanh, Linear(10)] public partial Node Logits { get; }
        }
        """;

    public const string Mlp = """
        using System;
        using DeepDsl;

        [Model, MSELoss, AdamW(1e-3)]
        public partial class Mlp
        {
            private const int Width = 64;
            public int Hidden => Math.Max(2 * Width, 4 * X.Features);
            public bool IsDeep => Hidden > 100;
            public double Rate => IsDeep ? 0.1 : 0;

            [Input(13)] public partial Node X { get; }
            [Linear(nameof(Hidden)), GELU, Dropout(nameof(Rate)), Linear(nameof(Hidden), When = nameof(IsDeep)), LayerNorm] public partial Node Features { get; }
            [Linear(1)] public partial Node Y { get; }
        }
        """;

    public const string ResNet = """
        using DeepDsl;

        namespace Vision.Residual;

        [Model, CrossEntropyLoss(LabelSmoothing = 0.1), SGD(0.1, Momentum = 0.9, WeightDecay = 1e-4, Nesterov = true), CosineAnnealingLR(WarmupSteps = 100), ClipGradNorm(1)]
        internal sealed partial class ResNet
        {
            [Input(3, 16, 16)]
            internal partial Node Image { get; }

            [Conv2d(8, 3, Padding = 1, Bias = false), BatchNorm2d, ReLU]
            internal partial Node Stem { get; }

            /// <summary>Halves the map; the skip follows by a 1x1 convolution.</summary>
            [Conv2d(16, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, ReLU, Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm2d,
             Residual(nameof(Stem), Projection = Projection.Conv1x1BatchNorm), ReLU]
            internal partial Node Block { get; }

            [AdaptiveAvgPool2d(1), Flatten, Linear(10)]
            internal partial Node Logits { get; }
        }
        """;

    public const string TwoBranches = """
        using DeepDsl;

        namespace Tables;

        [Model, Adam(1e-3)]
        public partial class TwoBranches
        {
            [Input(8)] public partial Node Left { get; }
            [Linear(16), SiLU] public partial Node LeftPart { get; }
            [Input(4)] public partial Node Right { get; }
            [Linear(16), Tanh] public partial Node RightPart { get; }
            [From(nameof(LeftPart)), Concat(nameof(RightPart)), Linear(3), Output] public partial Node Scores { get; }
            [Sigmoid, Output] public partial Node Chances { get; }
        }
        """;

    public const string DigitsNet = """
        using DeepDsl;

        namespace Digits;

        [Model, CrossEntropyLoss(LabelSmoothing = 0.05), AdamW(3e-3, WeightDecay = 0.01), OneCycleLR]
        public partial class DigitsNet
        {
            [Input(1, 8, 8)]
            public partial Node Image { get; }

            [Conv2d(32, 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(32, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
            public partial Node Strokes { get; }

            [Conv2d(64, 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(64, 3, Padding = 1), BatchNorm2d, ReLU]
            public partial Node Shapes { get; }

            [AdaptiveAvgPool2d(1), Flatten, Dropout(0.3), Linear(10)]
            public partial Node Logits { get; }
        }
        """;

    /// <summary>What the others leave out.</summary>
    private const string Rest = """
        using DeepDsl;

        namespace Others;

        [Model, BCEWithLogitsLoss, Adam(1e-3), OneCycleLR(AnnealStrategy = AnnealStrategy.Linear)]
        public partial class Rest
        {
            [Input(2, 8, 8)] public partial Node Image { get; }
            [Conv2d(4, 3, Groups = 2, WeightInit = Initializer.Orthogonal), LeakyReLU(0.2), AvgPool2d(2), Reshape(9, 4), Softmax(2), Flatten] public partial Node Body { get; }
            [Linear(8, WeightInit = Initializer.TruncNormal), GELU(Approximate = GELUApproximation.Tanh), BatchNorm1d] public partial Node First { get; }
            [Linear(8), ReLU, Residual, Linear(4), Residual(nameof(First), Projection = Projection.Linear)] public partial Node Second { get; }
            [Linear(8), Sigmoid, Add(nameof(First)), Linear(1)] public partial Node Logit { get; }
        }

        [Model]
        public partial class Broken
        {
            [Input(2, 8, 8)] public partial Node Image { get; }
            [Conv2d(4, 30)] public partial Node Nothing { get; }
        }
        """;

    public static IReadOnlyDictionary<string, string> Snapshots { get; } = new Dictionary<string, string>
    {
        [nameof(LeNet)] = LeNet,
        [nameof(Mlp)] = Mlp,
        [nameof(ResNet)] = ResNet,
        [nameof(TwoBranches)] = TwoBranches,
        [nameof(DigitsNet)] = DigitsNet,
    };

    public static IEnumerable<string> All => Snapshots.Values.Append(Rest);
}
