using DeepDsl;

namespace Challenges.Sick;

/// <summary>Symmetric saddle: weights that start at zero get no gradient, and stay there.</summary>
[Model, CrossEntropyLoss, SGD(0.01, Momentum = 0.9)]
public partial class Saddle
{
    [Input(1, 8, 8)]
    public partial Node Image { get; }

    [Flatten, Use<SaddleLayer>(Repeat = 3)]
    public partial Node Stack { get; }

    [Linear(10)]
    public partial Node Logits { get; }
}

[Block]
public partial class SaddleLayer
{
    [Input]
    public partial Node X { get; }

    [Linear(64, WeightInit = Initializer.Zeros), Tanh]
    public partial Node Y { get; }
}
