using DeepDsl;

namespace Challenges.Fixed;

/// <summary>What the code fix makes of it that DD0401 offers first: "Insert BatchNorm1d after every Linear".</summary>
[Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9)]
public partial class SigmoidStack
{
    [Input(1, 8, 8)]
    public partial Node Image { get; }

    [Flatten, Use<SigmoidLayer>(Repeat = 12)]
    public partial Node Stack { get; }

    [Linear(10)]
    public partial Node Logits { get; }
}

[Block]
public partial class SigmoidLayer
{
    [Input]
    public partial Node X { get; }

    [Linear(64, Bias = false), BatchNorm1d, Sigmoid]
    public partial Node Y { get; }
}
