namespace Compiler.Tests.Networks;

/// <summary>He et al., 2015 (arXiv:1512.03385), as in PyTorch's zoo.</summary>
public sealed class ResNet18Tests : NetworkTests
{
    protected override string Source => $"""
        [CrossEntropyLoss] class ResNet18
        [Input(3, 224, 224)] Image
        [Conv2d(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm2d, ReLU, MaxPool2d(3, Stride = 2, Padding = 1)] Stem
        {Block(64, 1)} Layer1A {Block(64, 1)} Layer1B
        {Block(128, 2)} Layer2A {Block(128, 1)} Layer2B
        {Block(256, 2)} Layer3A {Block(256, 1)} Layer3B
        {Block(512, 2)} Layer4A {Block(512, 1)} Layer4B
        [AdaptiveAvgPool2d(1), Flatten, Linear(1000)] Logits
        """;

    protected override long Parameters => 11_689_512;

    protected override string Shapes => """
        Image (3, 224, 224)
        Stem (64, 112, 112) → (64, 56, 56)
        Layer1A (64, 56, 56)
        Layer1B (64, 56, 56)
        Layer2A (128, 28, 28)
        Layer2B (128, 28, 28)
        Layer3A (256, 14, 14)
        Layer3B (256, 14, 14)
        Layer4A (512, 7, 7)
        Layer4B (512, 7, 7)
        Logits (512, 1, 1) → (512) → (1000)
        """;

    private static string Block(int width, int stride) => $"""
        [Conv2d({width}, 3, Stride = {stride}, Padding = 1, Bias = false), BatchNorm2d, ReLU, Conv2d({width}, 3, Padding = 1, Bias = false), BatchNorm2d]
        [Residual(Projection = Projection.Conv1x1BatchNorm), ReLU]
        """;
}
