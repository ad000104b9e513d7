using DeepDsl;

namespace Runtime.Tests.Models;

/// <summary>AlexNet as torchvision has it (Krizhevsky, 2014, arXiv:1404.5997): 61,100,840 parameters.</summary>
[Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9, WeightDecay = 5e-4)]
public partial class AlexNet
{
    [Input(3, 224, 224)] public partial Node Image { get; }
    [Conv2d(64, 11, Stride = 4, Padding = 2), ReLU, MaxPool2d(3, Stride = 2)] public partial Node Stage1 { get; }
    [Conv2d(192, 5, Padding = 2), ReLU, MaxPool2d(3, Stride = 2)] public partial Node Stage2 { get; }
    [Conv2d(384, 3, Padding = 1), ReLU] public partial Node Stage3 { get; }
    [Conv2d(256, 3, Padding = 1), ReLU] public partial Node Stage4 { get; }
    [Conv2d(256, 3, Padding = 1), ReLU, MaxPool2d(3, Stride = 2)] public partial Node Stage5 { get; }
    [AdaptiveAvgPool2d(6), Flatten, Dropout, Linear(4096), ReLU] public partial Node Hidden1 { get; }
    [Dropout, Linear(4096), ReLU] public partial Node Hidden2 { get; }
    [Linear(1000)] public partial Node Logits { get; }
}

/// <summary>AlexNet at an eighth of its width, for small images.</summary>
[Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9, WeightDecay = 5e-4)]
public partial class SmallAlexNet
{
    [Input(3, 95, 95)] public partial Node Image { get; }
    [Conv2d(8, 11, Stride = 4, Padding = 2), ReLU, MaxPool2d(3, Stride = 2)] public partial Node Stage1 { get; }
    [Conv2d(24, 5, Padding = 2), ReLU, MaxPool2d(3, Stride = 2)] public partial Node Stage2 { get; }
    [Conv2d(48, 3, Padding = 1), ReLU] public partial Node Stage3 { get; }
    [Conv2d(32, 3, Padding = 1), ReLU] public partial Node Stage4 { get; }
    [Conv2d(32, 3, Padding = 1), ReLU, MaxPool2d(3, Stride = 2)] public partial Node Stage5 { get; }
    [AdaptiveAvgPool2d(6), Flatten, Dropout, Linear(64), ReLU] public partial Node Hidden1 { get; }
    [Dropout, Linear(64), ReLU] public partial Node Hidden2 { get; }
    [Linear(10)] public partial Node Logits { get; }
}
