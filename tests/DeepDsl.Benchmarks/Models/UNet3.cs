namespace DeepDsl.Benchmarks.Models;

/// <summary>Two convolutions with norms.</summary>
[Block]
public partial class DoubleConv
{
    [Hyper] public partial int Width { get; }
    [Input] public partial Node X { get; }
    [Conv2d(nameof(Width), 3, Padding = 1, Bias = false), BatchNorm2d, ReLU, Conv2d(nameof(Width), 3, Padding = 1, Bias = false), BatchNorm2d, ReLU]
    public partial Node Y { get; }
}

/// <summary>A U-Net (Ronneberger et al., 2015) of three levels for images of 64x64, 32 channels wide at the top.</summary>
[Model, CrossEntropyLoss, Adam(1e-3)]
public partial class UNet3
{
    [Input(3, 64, 64)] public partial Node Image { get; }
    [Use<DoubleConv>(32)] public partial Node Top { get; }
    [MaxPool2d(2), Use<DoubleConv>(64)] public partial Node Middle { get; }
    [MaxPool2d(2), Use<DoubleConv>(128), ConvTranspose2d(64, 2, Stride = 2)] public partial Node Rise1 { get; }
    [From(nameof(Middle)), Concat(nameof(Rise1)), Use<DoubleConv>(64), ConvTranspose2d(32, 2, Stride = 2)] public partial Node Rise2 { get; }
    [From(nameof(Top)), Concat(nameof(Rise2)), Use<DoubleConv>(32), Conv2d(4, 1)] public partial Node Logits { get; }
}
