namespace DeepDsl.Benchmarks.Models;

/// <summary>VGG-11 with batch normalization (Simonyan and Zisserman, 2014) for images of 32x32, where one linear layer is left.</summary>
[Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9, WeightDecay = 5e-4)]
public partial class Vgg11
{
    [Input(3, 32, 32)] public partial Node Image { get; }
    [Conv2d(64, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage1 { get; }
    [Conv2d(128, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage2 { get; }
    [Conv2d(256, 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(256, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage3 { get; }
    [Conv2d(512, 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(512, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage4 { get; }
    [Conv2d(512, 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(512, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Node Stage5 { get; }
    [Flatten, Linear(10)] public partial Node Logits { get; }
}
