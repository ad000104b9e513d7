namespace DeepDsl;

/// <summary>Scaled dot-product attention in several heads over (length, features), with projections before and after (Vaswani et al., 2017, arXiv:1706.03762).</summary>
/// <remarks>
/// Parameters have the names, shapes and starts of PyTorch's <c>MultiheadAttention</c>: <c>in_proj_weight</c> (3·features, features),
/// <c>in_proj_bias</c>, <c>out_proj.weight</c> (features, features) and <c>out_proj.bias</c>.
/// </remarks>
public sealed class MultiheadAttentionAttribute : OperatorAttribute
{
    /// <summary>Attention in a number of heads.</summary>
    public MultiheadAttentionAttribute(int heads) => Heads = heads;

    /// <summary>Attention in a number of heads that is a member.</summary>
    public MultiheadAttentionAttribute(string heads) => Heads = heads;

    /// <summary>The number of heads, which divides the features.</summary>
    public object Heads { get; }

    /// <summary>The name of the member (length, features) that is attended to; by default the current value attends to itself.</summary>
    public string? Memory { get; set; }

    /// <summary>Whether a position attends only to itself and those before it.</summary>
    public bool Causal { get; set; }

    /// <summary>Whether the projections add a bias.</summary>
    public bool Bias { get; set; } = true;

    internal override IEnumerable<string?> OtherInputs => Memory is null ? [] : [Memory];
}
