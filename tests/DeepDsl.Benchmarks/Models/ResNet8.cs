using ResNet;

namespace DeepDsl.Benchmarks.Models;

/// <summary>One block for each of the three stages of <see cref="ResNet20"/>.</summary>
[Model, CrossEntropyLoss, SGD(0.05, Momentum = 0.9)]
public partial class ResNet8
{
    [Input(3, 32, 32)] public partial Node Image { get; }
    [Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm2d, ReLU] public partial Node Stem { get; }
    [Use<BasicBlock>(16)] public partial Node Layer1 { get; }
    [Use<BasicBlock>(32, 2)] public partial Node Layer2 { get; }
    [Use<BasicBlock>(64, 2)] public partial Node Layer3 { get; }
    [AdaptiveAvgPool2d(1), Flatten, Linear(10)] public partial Node Logits { get; }
}
