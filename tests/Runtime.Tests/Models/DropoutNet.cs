using DeepDsl;

namespace Runtime.Tests.Models;

/// <summary>Dropout on the input itself, on a feature map and on a vector.</summary>
[Model, CrossEntropyLoss, Adam(1e-2)]
public partial class DropoutNet
{
    [Input(2, 6, 6)] public partial Node Image { get; }
    [Dropout(0.1), Conv2d(8, 3, Padding = 1), BatchNorm2d, ReLU, Dropout(0.2)] public partial Node Stem { get; }
    [Flatten, Linear(16), ReLU, Dropout] public partial Node Hidden { get; }
    [Linear(3)] public partial Node Logits { get; }
}
