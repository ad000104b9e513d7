using DeepDsl;

namespace Challenges.Sick;

/// <summary>Deep plain net: gradients are sound, but after 48 layers without normalization all images look alike.</summary>
[Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9)]
public partial class PlainStack
{
    [Input(1, 8, 8)]
    public partial Node Image { get; }

    [Flatten, Use<PlainPair>(Repeat = 24)]
    public partial Node Stack { get; }

    [Linear(10)]
    public partial Node Logits { get; }
}

[Block]
public partial class PlainPair
{
    [Input]
    public partial Node X { get; }

    [Linear(64), ReLU, Linear(64), ReLU]
    public partial Node Y { get; }
}
