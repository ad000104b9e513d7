using DeepDsl;

namespace Challenges.Sick;

/// <summary>Vanishing gradients: each of twelve sigmoids passes on a fraction of what it gets.</summary>
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

    [Linear(64), Sigmoid]
    public partial Node Y { get; }
}
