using DeepDsl;

namespace Gpt;

/// <summary>A language model over characters: from each character and those before it, the next.</summary>
[Model, CrossEntropyLoss, AdamW(2e-3, WeightDecay = 0.1, ExcludeNormsAndBiases = true), OneCycleLR(PctStart = 0.1), ClipGradNorm(1)]
public partial class CharacterGpt
{
    /// <summary>How many characters the model sees at once.</summary>
    public const int Context = 64;

    private const int Width = 128;

    [Input(Context, DType = DType.Int64)]
    public partial Node Tokens { get; }

    [Embedding(Alphabet.Size, Width, WeightInit = Initializer.Normal, WeightStd = 0.02)]
    public partial Node Characters { get; }

    [PositionalEmbedding(Context), Dropout(0.1), Use<GptBlock>(4, Repeat = 4), LayerNorm]
    public partial Node Stack { get; }

    /// <summary>The table that read the characters also scores the next one.</summary>
    [Linear(Alphabet.Size, Bias = false, TieWeight = nameof(Characters))]
    public partial Node Logits { get; }
}
