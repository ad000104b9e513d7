namespace DeepDsl.Benchmarks.Models;

/// <summary>784-512-512-10.</summary>
[Model, CrossEntropyLoss, Adam(1e-3)]
public partial class Mlp784
{
    [Input(784)] public partial Node Image { get; }
    [Linear(512), ReLU, Linear(512), ReLU, Linear(10)] public partial Node Logits { get; }
}
