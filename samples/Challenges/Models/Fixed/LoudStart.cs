using DeepDsl;

namespace Challenges.Fixed;

/// <summary>What the code fix makes of it that DD0303 offers first: "Use the initializer that matches the activation".</summary>
[Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9)]
public partial class LoudStart
{
    [Input(1, 8, 8)]
    public partial Node Image { get; }

    [Flatten, Use<LoudLayer>(Repeat = 10)]
    public partial Node Stack { get; }

    [Linear(10)]
    public partial Node Logits { get; }
}

[Block]
public partial class LoudLayer
{
    [Input]
    public partial Node X { get; }

    [Linear(64, WeightInit = Initializer.KaimingNormal), ReLU]
    public partial Node Y { get; }
}
