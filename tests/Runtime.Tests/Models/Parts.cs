using DeepDsl;

namespace Runtime.Tests.Models;

/// <summary>Neither loss nor optimizer.</summary>
[Model]
public partial class BareNet
{
    [Input(4)] public partial Node Features { get; }
    [Linear(3), Sigmoid] public partial Node Values { get; }
}

/// <summary>An optimizer for a loss of one's own.</summary>
[Model, SGD(0.5)]
public partial class LosslessNet
{
    [Input(4)] public partial Node Features { get; }
    [Linear(3)] public partial Node Values { get; }
}

/// <summary>Ends in a convolution, whose result the native library allocates.</summary>
[Model, CrossEntropyLoss, SGD(0.1)]
public partial class PixelNet
{
    [Input(2, 4, 4)] public partial Node Image { get; }
    [Conv2d(4, 3, Padding = 1), ReLU] public partial Node Body { get; }
    [Conv2d(3, 1)] public partial Node Classes { get; }
}

/// <summary>Two results.</summary>
[Model, SGD(0.1)]
public partial class TwoHeadedNet
{
    [Input(4)] public partial Node Features { get; }
    [Linear(5), Tanh] public partial Node Hidden { get; }
    [Linear(3), Output] public partial Node Policy { get; }
    [From(nameof(Hidden)), Linear(1), Output] public partial Node Value { get; }
}

/// <summary>Normalizes over the batch alone.</summary>
[Model, MSELoss, SGD(0.1)]
public partial class BatchNet
{
    [Input(4)] public partial Node Features { get; }
    [Linear(3), BatchNorm1d] public partial Node Values { get; }
}

/// <summary>Dropout and nothing to learn.</summary>
[Model]
public partial class MaskNet
{
    [Input(1000)] public partial Node Features { get; }
    [Dropout(0.3)] public partial Node Values { get; }
}
