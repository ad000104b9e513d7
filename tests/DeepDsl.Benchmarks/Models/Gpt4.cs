namespace DeepDsl.Benchmarks.Models;

/// <summary>A block of GPT-2 without dropout.</summary>
[Block]
public partial class GptBlock
{
    [Hyper] public partial int Heads { get; }
    [Input] public partial Node X { get; }
    public int Width => X.Features;
    public int Hidden => 4 * Width;
    [LayerNorm, MultiheadAttention(nameof(Heads), Causal = true), Residual(nameof(X))] public partial Node H { get; }
    [LayerNorm, Linear(nameof(Hidden)), GELU, Linear(nameof(Width)), Residual(nameof(H))] public partial Node Y { get; }
}

/// <summary>Four blocks of 128 features over 64 positions and 96 characters, the table tied to the last layer.</summary>
[Model, CrossEntropyLoss, AdamW(1e-3)]
public partial class Gpt4
{
    [Input(64, DType = DType.Int64)] public partial Node Tokens { get; }
    [Embedding(96, 128, WeightInit = Initializer.Normal, WeightStd = 0.02)] public partial Node Table { get; }
    [PositionalEmbedding(64), Use<GptBlock>(4, Repeat = 4), LayerNorm, Linear(96, Bias = false, TieWeight = nameof(Table))] public partial Node Logits { get; }
}
