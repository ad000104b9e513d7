using DeepDsl;

namespace Gpt;

/// <summary>One block of a transformer: attention, then two linear layers, each on a residual branch behind a LayerNorm (Radford et al., 2019).</summary>
[Block]
public partial class GptBlock
{
    [Hyper] public partial int Heads { get; }
    [Hyper(0.1)] public partial double DropProbability { get; }

    [Input] public partial Node X { get; }
    public int Width => X.Features;
    public int Hidden => 4 * Width;

    [LayerNorm, MultiheadAttention(nameof(Heads), Causal = true), Dropout(nameof(DropProbability)), Residual(nameof(X))]
    public partial Node H { get; }

    [LayerNorm, Linear(nameof(Hidden)), GELU, Linear(nameof(Width)), Dropout(nameof(DropProbability)), Residual(nameof(H))]
    public partial Node Y { get; }
}
