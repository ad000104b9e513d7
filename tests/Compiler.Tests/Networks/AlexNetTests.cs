namespace Compiler.Tests.Networks;

/// <summary>Krizhevsky, 2014 (arXiv:1404.5997), as in PyTorch's zoo.</summary>
public sealed class AlexNetTests : NetworkTests
{
    protected override string Source => """
        [CrossEntropyLoss] class AlexNet
        [Input(3, 224, 224)] Image
        [Conv2d(64, 11, Stride = 4, Padding = 2), ReLU, MaxPool2d(3, Stride = 2)] Conv1
        [Conv2d(192, 5, Padding = 2), ReLU, MaxPool2d(3, Stride = 2)] Conv2
        [Conv2d(384, 3, Padding = 1), ReLU] Conv3
        [Conv2d(256, 3, Padding = 1), ReLU] Conv4
        [Conv2d(256, 3, Padding = 1), ReLU, MaxPool2d(3, Stride = 2)] Conv5
        [AdaptiveAvgPool2d(6), Flatten, Dropout] Pooled
        [Linear(4096), ReLU, Dropout] Fc6
        [Linear(4096), ReLU] Fc7
        [Linear(1000)] Logits
        """;

    protected override long Parameters => 61_100_840;

    protected override string Shapes => """
        Image (3, 224, 224)
        Conv1 (64, 55, 55) → (64, 27, 27)
        Conv2 (192, 27, 27) → (192, 13, 13)
        Conv3 (384, 13, 13)
        Conv4 (256, 13, 13)
        Conv5 (256, 13, 13) → (256, 6, 6)
        Pooled (256, 6, 6) → (9216)
        Fc6 (4096)
        Fc7 (4096)
        Logits (1000)
        """;
}
