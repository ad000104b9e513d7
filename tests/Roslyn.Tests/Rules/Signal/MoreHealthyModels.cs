namespace Roslyn.Tests.Rules.Signal;

/// <summary>Published networks that do without what rules ask for.</summary>
internal static class MoreHealthyModels
{
    public const string Source = """
        /// <summary>Simonyan and Zisserman, 2014: 16 layers and no normalization.</summary>
        [Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9)]
        public partial class Vgg16
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(64, 3, Padding = 1), ReLU, Conv2d(64, 3, Padding = 1), ReLU, MaxPool2d(2)] public partial Node A { get; }
            [Conv2d(128, 3, Padding = 1), ReLU, Conv2d(128, 3, Padding = 1), ReLU, MaxPool2d(2)] public partial Node B { get; }
            [Conv2d(256, 3, Padding = 1), ReLU, Conv2d(256, 3, Padding = 1), ReLU, Conv2d(256, 3, Padding = 1), ReLU, MaxPool2d(2)] public partial Node C { get; }
            [Conv2d(512, 3, Padding = 1), ReLU, Conv2d(512, 3, Padding = 1), ReLU, Conv2d(512, 3, Padding = 1), ReLU, MaxPool2d(2)] public partial Node D { get; }
            [Conv2d(512, 3, Padding = 1), ReLU, Conv2d(512, 3, Padding = 1), ReLU, Conv2d(512, 3, Padding = 1), ReLU, MaxPool2d(2)] public partial Node E { get; }
            [Flatten, Linear(4096), ReLU, Dropout, Linear(4096), ReLU, Dropout, Linear(1000)] public partial Node Logits { get; }
        }

        /// <summary>Krizhevsky et al., 2012, with its weights of a standard deviation of 0.01.</summary>
        [Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9)]
        public partial class AlexNet
        {
            [Input(3, 224, 224)] public partial Node Image { get; }
            [Conv2d(64, 11, Stride = 4, Padding = 2, WeightInit = Initializer.Normal, WeightStd = 0.01), ReLU, MaxPool2d(3, Stride = 2), Conv2d(192, 5, Padding = 2, WeightInit = Initializer.Normal, WeightStd = 0.01), ReLU, MaxPool2d(3, Stride = 2)] public partial Node Low { get; }
            [Conv2d(384, 3, Padding = 1, WeightInit = Initializer.Normal, WeightStd = 0.01), ReLU, Conv2d(256, 3, Padding = 1, WeightInit = Initializer.Normal, WeightStd = 0.01), ReLU, Conv2d(256, 3, Padding = 1, WeightInit = Initializer.Normal, WeightStd = 0.01), ReLU, MaxPool2d(3, Stride = 2)] public partial Node High { get; }
            [Flatten, Dropout, Linear(4096, WeightInit = Initializer.Normal, WeightStd = 0.01), ReLU, Dropout, Linear(4096, WeightInit = Initializer.Normal, WeightStd = 0.01), ReLU, Linear(1000, WeightInit = Initializer.Normal, WeightStd = 0.01)] public partial Node Logits { get; }
        }

        /// <summary>Radford et al., 2015: weights of a standard deviation of 0.02 before batch normalization.</summary>
        [Model, BCEWithLogitsLoss, Adam(2e-4)]
        public partial class Discriminator
        {
            [Input(3, 64, 64)] public partial Node Image { get; }
            [Conv2d(64, 4, Stride = 2, Padding = 1, WeightInit = Initializer.Normal, WeightStd = 0.02), LeakyReLU(0.2)] public partial Node A { get; }
            [Conv2d(128, 4, Stride = 2, Padding = 1, Bias = false, WeightInit = Initializer.Normal, WeightStd = 0.02), BatchNorm2d, LeakyReLU(0.2)] public partial Node B { get; }
            [Conv2d(256, 4, Stride = 2, Padding = 1, Bias = false, WeightInit = Initializer.Normal, WeightStd = 0.02), BatchNorm2d, LeakyReLU(0.2)] public partial Node C { get; }
            [Conv2d(512, 4, Stride = 2, Padding = 1, Bias = false, WeightInit = Initializer.Normal, WeightStd = 0.02), BatchNorm2d, LeakyReLU(0.2)] public partial Node D { get; }
            [Conv2d(1, 4, WeightInit = Initializer.Normal, WeightStd = 0.02), Flatten] public partial Node Logit { get; }
        }

        /// <summary>Sitzmann et al., 2020: sines of high frequency.</summary>
        [Model, MSELoss, Adam(1e-4)]
        public partial class Siren
        {
            [Input(2)] public partial Node Point { get; }
            [Linear(256, WeightInit = Initializer.Uniform, WeightBound = 0.5), Sine(30)] public partial Node First { get; }
            [Linear(256), Sine(30), Linear(256), Sine(30), Linear(256), Sine(30), Linear(3)] public partial Node Color { get; }
        }

        [Block]
        public partial class EdsrBlock
        {
            [Input] public partial Node X { get; }
            [Conv2d(256, 3, Padding = 1), ReLU, Conv2d(256, 3, Padding = 1), Scale(0.1), Residual] public partial Node Y { get; }
        }

        /// <summary>Lim et al., 2017: 32 blocks without normalization, scaled by 0.1.</summary>
        [Model, MSELoss, Adam(1e-4)]
        public partial class Edsr
        {
            [Input(3, 32, 32)] public partial Node Image { get; }
            [Conv2d(256, 3, Padding = 1)] public partial Node Low { get; }
            [Use<EdsrBlock>(Repeat = 32), Conv2d(256, 3, Padding = 1), Residual(nameof(Low)), Conv2d(3, 3, Padding = 1)] public partial Node Sharp { get; }
        }

        [Block]
        public partial class FixupBlock
        {
            [Input] public partial Node X { get; }
            [Conv2d(64, 3, Padding = 1), ReLU, Conv2d(64, 3, Padding = 1, WeightInit = Initializer.Zeros), Residual, ReLU] public partial Node Y { get; }
        }

        /// <summary>Zhang et al., 2019: branches that start at zero.</summary>
        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Fixup
        {
            [Input(3, 32, 32)] public partial Node Image { get; }
            [Conv2d(64, 3, Padding = 1), ReLU, Use<FixupBlock>(Repeat = 27), AdaptiveAvgPool2d(1), Flatten, Linear(10)] public partial Node Logits { get; }
        }

        /// <summary>Schulman et al., 2017: orthogonal weights with a gain of √2 before tanh.</summary>
        [Model, MSELoss, Adam(3e-4)]
        public partial class Policy
        {
            [Input(17)] public partial Node State { get; }
            [Linear(64, WeightInit = Initializer.Orthogonal, WeightGain = 1.4142135623730951), Tanh, Linear(64, WeightInit = Initializer.Orthogonal, WeightGain = 1.4142135623730951), Tanh,
             Linear(6, WeightInit = Initializer.Orthogonal, WeightGain = 0.01)]
            public partial Node Action { get; }
        }

        /// <summary>Mildenhall et al., 2020: eight layers with the input again in the middle.</summary>
        [Model, MSELoss, Adam(5e-4)]
        public partial class Nerf
        {
            [Input(63)] public partial Node Point { get; }
            [Linear(256), ReLU, Linear(256), ReLU, Linear(256), ReLU, Linear(256), ReLU, Linear(256), ReLU] public partial Node Low { get; }
            [Concat(nameof(Point)), Linear(256), ReLU, Linear(256), ReLU, Linear(256), ReLU, Linear(128), ReLU, Linear(4)] public partial Node Color { get; }
        }
        """;
}
