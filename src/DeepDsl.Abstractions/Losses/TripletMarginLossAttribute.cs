namespace DeepDsl;

/// <summary>max(0, |anchor − positive| − |anchor − negative| + margin), averaged over the batch, as PyTorch's <c>TripletMarginLoss</c> with Euclidean distances (Balntas et al., 2016).</summary>
/// <param name="anchor">The name of the member with the anchors.</param>
/// <param name="positive">The name of the member that should be near them.</param>
/// <param name="negative">The name of the member that should be far from them.</param>
public sealed class TripletMarginLossAttribute(string anchor, string positive, string negative) : LossAttribute
{
    /// <summary>The name of the member with the anchors.</summary>
    public string Anchor { get; } = anchor;

    /// <summary>The name of the member that should be near them.</summary>
    public string Positive { get; } = positive;

    /// <summary>The name of the member that should be far from them.</summary>
    public string Negative { get; } = negative;

    /// <summary>How much nearer the positive should be.</summary>
    [Range(Above = 0)]
    public double Margin { get; set; } = 1;

    internal override IEnumerable<string?> Values => [Anchor, Positive, Negative];

    internal override bool TakesTarget => false;
}
