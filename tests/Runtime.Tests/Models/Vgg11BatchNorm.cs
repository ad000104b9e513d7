using DeepDsl;

namespace Runtime.Tests.Models;

/// <summary>VGG-11 with batch normalization as torchvision has it (Simonyan and Zisserman, 2014, arXiv:1409.1556): 132,868,840 parameters.</summary>
[Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9)]
public partial class Vgg11BatchNorm
{
    [Input(3, 224, 224)] public partial Node Image { get; }
    [Conv2d(64, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage1 { get; }
    [Conv2d(128, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage2 { get; }
    [Conv2d(256, 3, Padding = 1), BatchNorm2d, ReLU] public partial Node Stage3 { get; }
    [Conv2d(256, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage4 { get; }
    [Conv2d(512, 3, Padding = 1), BatchNorm2d, ReLU] public partial Node Stage5 { get; }
    [Conv2d(512, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage6 { get; }
    [Conv2d(512, 3, Padding = 1), BatchNorm2d, ReLU] public partial Node Stage7 { get; }
    [Conv2d(512, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage8 { get; }
    [AdaptiveAvgPool2d(7), Flatten, Linear(4096), ReLU, Dropout] public partial Node Hidden1 { get; }
    [Linear(4096), ReLU, Dropout] public partial Node Hidden2 { get; }
    [Linear(1000)] public partial Node Logits { get; }
}

/// <summary>VGG-11 with batch normalization at an eighth of its width, for small images.</summary>
[Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9)]
public partial class SmallVgg11BatchNorm
{
    [Input(3, 32, 32)] public partial Node Image { get; }
    [Conv2d(8, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage1 { get; }
    [Conv2d(16, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage2 { get; }
    [Conv2d(32, 3, Padding = 1), BatchNorm2d, ReLU] public partial Node Stage3 { get; }
    [Conv2d(32, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage4 { get; }
    [Conv2d(64, 3, Padding = 1), BatchNorm2d, ReLU] public partial Node Stage5 { get; }
    [Conv2d(64, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage6 { get; }
    [Conv2d(64, 3, Padding = 1), BatchNorm2d, ReLU] public partial Node Stage7 { get; }
    [Conv2d(64, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage8 { get; }
    [AdaptiveAvgPool2d(7), Flatten, Linear(64), ReLU, Dropout] public partial Node Hidden1 { get; }
    [Linear(64), ReLU, Dropout] public partial Node Hidden2 { get; }
    [Linear(10)] public partial Node Logits { get; }
}
