using DeepDsl;

namespace ResNet;

/// <summary>The 20-layer residual network that He et al. (2016) made for 32x32 images.</summary>
[Model, CrossEntropyLoss, SGD(0.1, Momentum = 0.9, WeightDecay = 1e-4, Nesterov = true), OneCycleLR]
public partial class ResNet20
{
    [Input(3, 32, 32)]
    public partial Node Image { get; }

    [Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm2d, ReLU]
    public partial Node Stem { get; }

    [Use<BasicBlock>(16, Repeat = 3)]
    public partial Node Layer1 { get; }

    [Use<BasicBlock>(32, new[] { 2, 1, 1 })]
    public partial Node Layer2 { get; }

    [Use<BasicBlock>(64, new[] { 2, 1, 1 })]
    public partial Node Layer3 { get; }

    [AdaptiveAvgPool2d(1), Flatten, Linear(10)]
    public partial Node Logits { get; }
}
