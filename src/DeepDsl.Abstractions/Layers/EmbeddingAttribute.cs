namespace DeepDsl;

/// <summary>A table of learned vectors, looked up by index: indices (…) become vectors (…, features). By default it starts as N(0, 1), as PyTorch's <c>Embedding</c> does.</summary>
public sealed class EmbeddingAttribute : InitializedAttribute
{
    /// <summary>A table of <paramref name="count"/> vectors.</summary>
    public EmbeddingAttribute(int count, int features) => (Count, Features) = (count, features);

    /// <summary>A table whose vectors' size is a member.</summary>
    public EmbeddingAttribute(int count, string features) => (Count, Features) = (count, features);

    /// <summary>A table whose number of vectors is a member.</summary>
    public EmbeddingAttribute(string count, int features) => (Count, Features) = (count, features);

    /// <summary>A table whose sizes are members.</summary>
    public EmbeddingAttribute(string count, string features) => (Count, Features) = (count, features);

    /// <summary>The number of vectors; indices run from 0 to one less.</summary>
    public object Count { get; }

    /// <summary>The size of each vector.</summary>
    public object Features { get; }

    /// <summary>The name of a member with exactly one weight, which this table takes as its own, as a decoder does the encoder's (Press and Wolf, 2016, arXiv:1608.05859).</summary>
    public string? TieWeight { get; set; }

    internal override string? TiedWeight => TieWeight;
}
