namespace Compiler.Tests.Networks;

/// <summary>Simonyan and Zisserman, 2014 (arXiv:1409.1556), with batch normalization, as in PyTorch's zoo.</summary>
public sealed class Vgg11Tests : NetworkTests
{
    protected override string Source => """
        [CrossEntropyLoss] class Vgg11
        [Input(3, 224, 224)] Image
        [Conv2d(64, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] Block1
        [Conv2d(128, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] Block2
        [Conv2d(256, 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(256, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] Block3
        [Conv2d(512, 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(512, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] Block4
        [Conv2d(512, 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(512, 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] Block5
        [AdaptiveAvgPool2d(7), Flatten, Linear(4096), ReLU, Dropout] Fc6
        [Linear(4096), ReLU, Dropout] Fc7
        [Linear(1000)] Logits
        """;

    protected override long Parameters => 132_868_840;

    protected override string Shapes => """
        Image (3, 224, 224)
        Block1 (64, 224, 224) → (64, 112, 112)
        Block2 (128, 112, 112) → (128, 56, 56)
        Block3 (256, 56, 56) → (256, 28, 28)
        Block4 (512, 28, 28) → (512, 14, 14)
        Block5 (512, 14, 14) → (512, 7, 7)
        Fc6 (512, 7, 7) → (25088) → (4096)
        Fc7 (4096)
        Logits (1000)
        """;
}
