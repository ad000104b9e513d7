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
    /// <summary>A stack of blocks with blocks inside, another one that shares parameters, and a sum over repetitions.</summary>
    public const string Stacked = """
        using DeepDsl;

        namespace Composed;

        [Block]
        public partial class Feedforward
        {
            [Hyper(2)] public partial int Factor { get; }
            [Input] public partial Node X { get; }
            public int Width => X.Features;
            public int Hidden => Factor * Width;
            [LayerNorm, Linear(nameof(Hidden)), GELU, Linear(nameof(Width)), Dropout(0.1), Residual(nameof(X))] public partial Node Y { get; }
        }

        [Block]
        public partial class Layer
        {
            [Input] public partial Node X { get; }
            [LayerNorm, MultiheadAttention(2, Causal = true), Residual(nameof(X))] public partial Node Attended { get; }
            [Linear(3), Output] public partial Node Skip { get; }
            [From(nameof(Attended)), Use<Feedforward>] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, AdamW(1e-3)]
        public partial class Stacked
        {
            [Input(6, DType = DType.Int64)] public partial Node Tokens { get; }
            [Embedding(20, 8)] public partial Node Words { get; }
            [Use<Layer>(Repeat = 3)] public partial Node Stack { get; }
            [Use<Feedforward>(4)] public partial Node Deep { get; }
            [Use<Feedforward>(4, Share = nameof(Deep))] public partial Node Deeper { get; }
            [SumOf(nameof(Stack), nameof(Layer.Skip))] public partial Node Skips { get; }
            [From(nameof(Deeper)), Concat(nameof(Skips), Dim = -1), Linear(20)] public partial Node Logits { get; }
        }
        """;

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

        [Model, KLNormalLoss(nameof(Sampled.Mu), nameof(Sampled.LogVar)), MSELoss(nameof(Sampled.Copy), Target = nameof(Sampled.X)), Adam(1e-3)]
        public partial class Sampled
        {
            [Input(9)] public partial Node X { get; }
            [Linear(4)] public partial Node Mu { get; }
            [From(nameof(X)), Linear(4)] public partial Node LogVar { get; }
            [Noise(Like = nameof(Mu)), Multiply(nameof(LogVar)), Add(nameof(Mu))] public partial Node Z { get; }
            [Weight(4, Name = "shift")] public partial Node Shift { get; }
            [Add(nameof(Z)), Reshape(2, 2), CausalPad(2), Conv1d(3, 2, Padding = 1), MaxPool1d(2), AvgPool1d(2), Flatten, Linear(9)] public partial Node Copy { get; }
        }

        /// <summary>Everything but the last layers of another model.</summary>
        [Model, BCEWithLogitsLoss, Adam(1e-3)]
        public partial class Transferred
        {
            [Input(2, 8, 8)] public partial Node Image { get; }
            [Use<Rest>(Until = nameof(Rest.First), Frozen = true), Linear(1)] public partial Node Logit { get; }

            public static Transferred From(Rest rest)
            {
                var model = new Transferred();
                model.CopyParametersFrom(rest);
                return model;
            }
        }

        [Model]
        public partial class Broken
        {
            [Input(2, 8, 8)] public partial Node Image { get; }
            [Conv2d(4, 30)] public partial Node Nothing { get; }
        }
        """;

    /// <summary>Blocks that other files use, and that use one another.</summary>
    public const string Blocks = """
        using DeepDsl;

        namespace Composed.Blocks;

        /// <summary>A gated layer with a skip.</summary>
        [Block]
        public partial class Gated
        {
            [Hyper] public partial int Width { get; }
            [Hyper(0.5)] public partial double Factor { get; }
            [Hyper(true)] public partial bool IsDeep { get; }

            [Input] public partial Node X { get; }
            [Linear(nameof(Width)), Tanh(When = nameof(IsDeep))] public partial Node Gate { get; }
            [Linear(8), Output] public partial Node Skip { get; }
            [From(nameof(Gate)), Scale(nameof(Factor)), Add(nameof(X)), Output] public partial Node Y { get; }
        }

        [Block]
        public partial class Attending
        {
            [Hyper] public partial int Heads { get; }

            [Input] public partial Node X { get; }
            [Input] public partial Node Memory { get; }
            [From(nameof(X)), RMSNorm, MultiheadAttention(nameof(Heads), Memory = nameof(Memory)), Residual(nameof(X))] public partial Node Attended { get; }
            [Use<Gated>(16)] public partial Node Y { get; }
        }
        """;

    /// <summary>A model of blocks in another file, with several losses.</summary>
    public const string Composition = """
        using Composed.Blocks;
        using DeepDsl;

        namespace Composed;

        [Model, CrossEntropyLoss(nameof(Composition.Words), Weight = 0.5), KLNormalLoss(nameof(Composition.Mean), nameof(Composition.LogVar)), Adam(1e-3)]
        public partial class Composition
        {
            [Hyper(2)] public partial int Depth { get; }
            private const int Vocabulary = 12;

            [Input(6, DType = DType.Int64)] public partial Node Tokens { get; }
            [Embedding(nameof(Vocabulary), 16)] public partial Node Table { get; }
            [PositionalEmbedding(6), Use<Attending>(2, Inputs = new[] { nameof(Table) }, Repeat = nameof(Depth))] public partial Node Layers { get; }
            [Use<Gated>(16, new[] { 0.5, 2 })] public partial Node Stack { get; }
            [SumOf(nameof(Stack), nameof(Gated.Skip)), ReLU6] public partial Node Sum { get; }
            [ConcatOf(nameof(Stack), nameof(Gated.Skip), Dim = 2), Add(nameof(Stack)), ELU] public partial Node Both { get; }
            [Linear(nameof(Vocabulary), TieWeight = nameof(Table)), Output] public partial Node Words { get; }
            [From(nameof(Sum)), MatMul(nameof(Sum), TransposeOther = true), MatMul(nameof(Both)), Transpose(1, 2), Permute(0, 2, 1), Mean(1)] public partial Node Pooled { get; }
            private bool Off => Depth > 100;
            [From(nameof(Pooled)), Linear(4), Softplus, Output] public partial Node Mean { get; }
            [From(nameof(Pooled)), Linear(4), Sine(2), Output] public partial Node LogVar { get; }
            [Scale(0.5), Exp, Multiply(nameof(Mean)), Hardswish, Linear(8), MSELoss, Output] public partial Node Copy { get; }
            [From(nameof(Both)), Use<Gated>(16, Until = nameof(Gated.Gate), When = nameof(Off)), Select(1, -1), Linear(1), Sigmoid, BCELoss(Weight = 2), Output] public partial Node Chance { get; }
        }

        [Model, TripletMarginLoss(nameof(Triplet.Near), nameof(Triplet.Alike), nameof(Triplet.Far)), SGD(0.1)]
        public partial class Triplet
        {
            [Input(3, 4, 4)] public partial Node A { get; }
            [Use<Encoder>, Output] public partial Node Near { get; }
            [Input(3, 4, 4)] public partial Node B { get; }
            [Use<Encoder>(Share = nameof(Near)), Output] public partial Node Alike { get; }
            [Input(3, 4, 4)] public partial Node C { get; }
            [Use<Encoder>(Share = nameof(Near)), Output] public partial Node Far { get; }
        }

        [Block]
        public partial class Encoder
        {
            [Input] public partial Node X { get; }
            [ConvTranspose2d(4, 2, Stride = 2), GroupNorm(2), Upsample(2), InstanceNorm2d, CenterCrop(nameof(X)), Flatten, Linear(3)] public partial Node Y { get; }
        }
        """;

    public const string Sentiment = """
        using DeepDsl;

        namespace Language;

        [Model, CrossEntropyLoss, Adam(1e-3), ClipGradNorm(1)]
        public partial class Sentiment
        {
            [Input(60, DType = DType.Int64)] public partial Node Words { get; }
            [Embedding(500, 16)] public partial Node Vectors { get; }
            [LSTM(24)] public partial Node Forth { get; }
            [From(nameof(Vectors)), LSTM(24, Reverse = true, Bias = false)] public partial Node Back { get; }
            [From(nameof(Forth)), Concat(nameof(Back), Dim = 2), GRU(32), Select(1, -1), Linear(2)] public partial Node Logits { get; }
        }
        """;

    private const string Optimized = """
        using DeepDsl;

        namespace Optimized;

        [Model, NLLLoss, RMSprop(Centered = true, Momentum = 0.9)]
        public partial class SelfNormalizing
        {
            [Input(8)] public partial Node X { get; }
            [GaussianNoise(0.1), Linear(8), SELU, AlphaDropout(0.1), Linear(8), Hardsigmoid, Clamp(0.1, 0.9), Log, Linear(4), LogSoftmax] public partial Node Chances { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Thinned
        {
            [Input(3, 8, 8)] public partial Node Image { get; }
            [Conv2d(4, 3, Padding = 1), ReLU, Dropout2d(0.1)] public partial Node Maps { get; }
            [Conv2d(4, 3, Padding = 1), StochasticDepth(0.1), Residual(nameof(Maps))] public partial Node Block { get; }
            [Flatten(2), Dropout1d(0.1), Flatten, Linear(4)] public partial Node Logits { get; }
        }

        [Model, L1Loss, Adagrad]
        public partial class Absolute
        {
            [Input(8)] public partial Node X { get; }
            [Linear(4)] public partial Node Y { get; }
        }

        [Model, HuberLoss(Delta = 2), Adadelta]
        public partial class Robust
        {
            [Input(8)] public partial Node X { get; }
            [Linear(4)] public partial Node Y { get; }
        }

        [Model, SmoothL1Loss, Adamax]
        public partial class Smooth
        {
            [Input(8)] public partial Node X { get; }
            [Linear(4)] public partial Node Y { get; }
        }

        [Model, MSELoss, NAdam]
        public partial class Quick
        {
            [Input(8)] public partial Node X { get; }
            [Linear(4)] public partial Node Y { get; }
        }
        """;

    public static IReadOnlyDictionary<string, string> Snapshots { get; } = new Dictionary<string, string>
    {
        [nameof(LeNet)] = LeNet,
        [nameof(Mlp)] = Mlp,
        [nameof(ResNet)] = ResNet,
        [nameof(TwoBranches)] = TwoBranches,
        [nameof(DigitsNet)] = DigitsNet,
        [nameof(Stacked)] = Stacked,
        [nameof(Sentiment)] = Sentiment,
    };

    public static IEnumerable<string> All => [.. Snapshots.Values, Rest, Blocks, Composition, Optimized];
}
