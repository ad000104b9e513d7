using DeepDsl;

namespace Runtime.Tests.Models;

/// <summary>The generator of a small DCGAN, with the names of PyTorch's tutorial.</summary>
[Model, Adam(2e-3, Beta1 = 0.5)]
public partial class DcGenerator
{
    [Input(6, 1, 1)] public partial Node Z { get; }

    [ConvTranspose2d(8, 4, Bias = false, WeightInit = Initializer.Normal, WeightStd = 0.02, Name = "main.0"), BatchNorm2d(Name = "main.1"), ReLU,
     ConvTranspose2d(4, 4, Stride = 2, Padding = 1, Bias = false, WeightInit = Initializer.Normal, WeightStd = 0.02, Name = "main.3"), BatchNorm2d(Name = "main.4"), ReLU,
     ConvTranspose2d(1, 4, Stride = 2, Padding = 1, Bias = false, WeightInit = Initializer.Normal, WeightStd = 0.02, Name = "main.6"), Tanh]
    public partial Node Image { get; }
}

/// <summary>The discriminator: real and generated images come with different targets.</summary>
[Model, BCEWithLogitsLoss, Adam(2e-3, Beta1 = 0.5)]
public partial class DcDiscriminator
{
    [Input(1, 16, 16)] public partial Node Image { get; }

    [Conv2d(4, 4, Stride = 2, Padding = 1, Bias = false, WeightInit = Initializer.Normal, WeightStd = 0.02, Name = "main.0"), LeakyReLU(0.2),
     Conv2d(8, 4, Stride = 2, Padding = 1, Bias = false, WeightInit = Initializer.Normal, WeightStd = 0.02, Name = "main.2"), BatchNorm2d(Name = "main.3"), LeakyReLU(0.2),
     Conv2d(1, 4, Bias = false, WeightInit = Initializer.Normal, WeightStd = 0.02, Name = "main.5"), Flatten]
    public partial Node Logit { get; }
}
