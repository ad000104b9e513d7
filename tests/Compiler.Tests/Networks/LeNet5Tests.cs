namespace Compiler.Tests.Networks;

/// <summary>LeCun et al., 1998, with full connections between the feature maps.</summary>
public sealed class LeNet5Tests : NetworkTests
{
    protected override string Source => """
        [CrossEntropyLoss, SGD(0.1)] class LeNet5
        [Input(1, 28, 28)] Image
        [Conv2d(6, 5, Padding = 2), Tanh] C1
        [AvgPool2d(2)] S2
        [Conv2d(16, 5), Tanh] C3
        [AvgPool2d(2)] S4
        [Flatten, Linear(120), Tanh] C5
        [Linear(84), Tanh] F6
        [Linear(10)] Logits
        """;

    protected override long Parameters => 61_706;

    protected override string Shapes => """
        Image (1, 28, 28)
        C1 (6, 28, 28)
        S2 (6, 14, 14)
        C3 (16, 10, 10)
        S4 (16, 5, 5)
        C5 (400) → (120)
        F6 (84)
        Logits (10)
        """;
}
