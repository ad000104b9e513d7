using DeepDsl;

namespace Runtime.Tests.Models;

/// <summary>LeNet-5 (LeCun et al., 1998) as it is taught today: 61,706 parameters, tanh and average pooling.</summary>
[Model, CrossEntropyLoss, SGD(0.05, Momentum = 0.9)]
public partial class LeNet5
{
    [Input(1, 28, 28)] public partial Node Image { get; }
    [Conv2d(6, 5, Padding = 2), Tanh, AvgPool2d(2)] public partial Node C1 { get; }
    [Conv2d(16, 5), Tanh, AvgPool2d(2)] public partial Node C3 { get; }
    [Flatten, Linear(120), Tanh] public partial Node F5 { get; }
    [Linear(84), Tanh] public partial Node F6 { get; }
    [Linear(10)] public partial Node Digits { get; }
}
