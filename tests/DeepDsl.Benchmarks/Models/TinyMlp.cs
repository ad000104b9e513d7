namespace DeepDsl.Benchmarks.Models;

/// <summary>2-64-64-1, so small that every call counts.</summary>
[Model, MSELoss, SGD(0.01, Momentum = 0.9)]
public partial class TinyMlp
{
    [Input(2)] public partial Node X { get; }
    [Linear(64), Tanh, Linear(64), Tanh, Linear(1)] public partial Node Y { get; }
}
