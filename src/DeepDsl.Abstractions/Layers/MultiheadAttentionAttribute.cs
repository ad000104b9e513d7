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

    /// <summary>The name of the projections before, such as GPT's <c>c_attn</c>, whose parameters are then <c>c_attn.weight</c> and <c>c_attn.bias</c>; by default PyTorch's <c>in_proj_weight</c> and <c>in_proj_bias</c>.</summary>
    public string? InProjName { get; set; }

    /// <summary>The name of the projection behind, such as GPT's <c>c_proj</c>; by default PyTorch's <c>out_proj</c>.</summary>
    public string? OutProjName { get; set; }

    internal override IEnumerable<string?> OtherInputs => Memory is null ? [] : [Memory];
}
