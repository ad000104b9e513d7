using DeepDsl;

namespace Challenges.Fixed;

/// <summary>What the code fix makes of it that DD0301 offers first: "Use the initializer that matches the activation".</summary>
[Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9)]
public partial class WrongInitializer
{
    [Input(1, 8, 8)]
    public partial Node Image { get; }

    [Flatten, Use<FadingLayer>(Repeat = 12)]
    public partial Node Stack { get; }

    [Linear(10)]
    public partial Node Logits { get; }
}

[Block]
public partial class FadingLayer
{
    [Input]
    public partial Node X { get; }

    [Linear(64, WeightInit = Initializer.KaimingUniform), ReLU]
    public partial Node Y { get; }
}
