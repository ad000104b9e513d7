using DeepDsl;

namespace ResNet;

/// <summary>ResNet-18 (He et al., 2016), its first layers made for small images: a 3x3 convolution without pooling.</summary>
[Model, CrossEntropyLoss, SGD(0.1, Momentum = 0.9, WeightDecay = 5e-4, Nesterov = true), OneCycleLR]
public partial class ResNet18
{
    [Input(3, 32, 32)]
    public partial Node Image { get; }

    [Conv2d(64, 3, Padding = 1, Bias = false), BatchNorm2d, ReLU]
    public partial Node Stem { get; }

    [Use<BasicBlock>(64, Repeat = 2)]
    public partial Node Layer1 { get; }

    [Use<BasicBlock>(128, new[] { 2, 1 })]
    public partial Node Layer2 { get; }

    [Use<BasicBlock>(256, new[] { 2, 1 })]
    public partial Node Layer3 { get; }

    [Use<BasicBlock>(512, new[] { 2, 1 })]
    public partial Node Layer4 { get; }

    [AdaptiveAvgPool2d(1), Flatten, Linear(10)]
    public partial Node Logits { get; }
}
