using DeepDsl;

namespace Runtime.Tests.Models;

/// <summary>Vectors in and out, trained by AdamW.</summary>
[Model, MSELoss, AdamW(1e-2)]
public partial class Regressor
{
    [Input(4)] public partial Node Features { get; }
    [Linear(8), Tanh] public partial Node Hidden { get; }
    [Linear(2)] public partial Node Values { get; }
}

/// <summary>The same under a schedule that does not know the number of steps.</summary>
[Model, MSELoss, SGD(0.5, Momentum = 0.9), OneCycleLR]
public partial class ScheduledRegressor
{
    [Input(4)] public partial Node Features { get; }
    [Linear(2)] public partial Node Values { get; }
}

/// <summary>The same under a schedule that does.</summary>
[Model, MSELoss, SGD(0.5), CosineAnnealingLR(TotalSteps = 3)]
public partial class AnnealedRegressor
{
    [Input(4)] public partial Node Features { get; }
    [Linear(2)] public partial Node Values { get; }
}
