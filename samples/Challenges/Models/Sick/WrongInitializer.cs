using DeepDsl;

namespace Challenges.Sick;

/// <summary>Wrong initializer: PyTorch's default has a sixth of the variance that a ReLU needs, layer by layer.</summary>
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

    [Linear(64, WeightInit = Initializer.TorchDefault), ReLU]
    public partial Node Y { get; }
}
