using DeepDsl;

namespace Challenges.Sick;

/// <summary>No skip connection: normalization alone does not carry a gradient through 51 layers.</summary>
[Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9)]
public partial class LongWay
{
    [Input(1, 8, 8)]
    public partial Node Image { get; }

    [Flatten, Use<NormalizedPair>(Repeat = 25)]
    public partial Node Stack { get; }

    [Linear(10)]
    public partial Node Logits { get; }
}

[Block]
public partial class NormalizedPair
{
    [Input]
    public partial Node X { get; }

    [Linear(64, Bias = false), BatchNorm1d, ReLU, Linear(64, Bias = false), BatchNorm1d, ReLU]
    public partial Node Y { get; }
}
