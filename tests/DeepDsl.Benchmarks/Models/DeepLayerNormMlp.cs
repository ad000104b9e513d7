namespace DeepDsl.Benchmarks.Models;

/// <summary>A residual branch behind a norm.</summary>
[Block]
public partial class NormedLayer
{
    [Input] public partial Node X { get; }
    public int Width => X.Features;
    [LayerNorm, Linear(nameof(Width)), ReLU, Residual(nameof(X))] public partial Node Y { get; }
}

/// <summary>20 residual layers of 128 features.</summary>
[Model, CrossEntropyLoss, AdamW(1e-3)]
public partial class DeepLayerNormMlp
{
    [Input(128)] public partial Node X { get; }
    [Use<NormedLayer>(Repeat = 20), LayerNorm, Linear(10)] public partial Node Logits { get; }
}
