using DeepDsl;

namespace Challenges.Sick;

/// <summary>Exploding initialization: weights of 0.5 are right for 8 inputs before a ReLU, and there are 64.</summary>
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

    [Linear(64, WeightInit = Initializer.Normal, WeightStd = 0.5), ReLU]
    public partial Node Y { get; }
}
