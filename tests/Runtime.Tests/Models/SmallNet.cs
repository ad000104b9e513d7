using DeepDsl;

namespace Runtime.Tests.Models;

/// <summary>One of every kind of layer that keeps something: weights, biases, norms, running statistics, momentum.</summary>
[Model, CrossEntropyLoss, SGD(0.05, Momentum = 0.9)]
public partial class SmallNet
{
    [Input(2, 6, 6)] public partial Node Image { get; }
    [Conv2d(4, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stem { get; }
    [Flatten, Linear(8), LayerNorm, GELU] public partial Node Hidden { get; }
    [Linear(3)] public partial Node Logits { get; }
}
