using DeepDsl;

namespace Challenges.Fixed;

/// <summary>What the code fix makes of it that DD0405 offers first: "Add a skip connection around every few layers"; with it, the compiler also starts each of the 24 branches smaller.</summary>
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

    [Linear(64), ReLU, Linear(64), ReLU, Residual]
    public partial Node Y { get; }
}
