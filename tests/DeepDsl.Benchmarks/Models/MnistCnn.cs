namespace DeepDsl.Benchmarks.Models;

/// <summary>Two convolutions with BatchNorm and pooling, and a linear layer.</summary>
[Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9)]
public partial class MnistCnn
{
    [Input(1, 28, 28)] public partial Node Image { get; }
    [Conv2d(32, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Edges { get; }
    [Conv2d(64, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Shapes { get; }
    [Flatten, Linear(10)] public partial Node Logits { get; }
}
