using DeepDsl;

namespace Digits;

/// <summary>Reads the 8x8 digits that come with the sample.</summary>
[Model, CrossEntropyLoss(LabelSmoothing = 0.05), AdamW(1e-2), OneCycleLR]
public partial class DigitsNet
{
    [Input(1, 8, 8)]
    public partial Node Image { get; }

    [Conv2d(32, 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(32, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
    public partial Node Strokes { get; }

    [Conv2d(64, 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(64, 3, Padding = 1), BatchNorm2d, ReLU]
    public partial Node Shapes { get; }

    [AdaptiveAvgPool2d(1), Flatten, Dropout(0.3), Linear(10)]
    public partial Node Logits { get; }
}
