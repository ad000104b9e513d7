using DeepDsl;

namespace Challenges.Fixed;

/// <summary>What the code fix makes of it that DD0406 offers first: "Add a skip connection around every few layers".</summary>
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

    [Linear(64, Bias = false), BatchNorm1d, ReLU, Linear(64, Bias = false), BatchNorm1d, ReLU, Residual]
    public partial Node Y { get; }
}
