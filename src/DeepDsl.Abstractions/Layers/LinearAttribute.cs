namespace DeepDsl;

/// <summary>Fully connected layer, <c>y = x·Wᵀ + b</c> over the last dimension; leading dimensions pass through.</summary>
public sealed class LinearAttribute : WeightedAttribute
{
    /// <summary>A layer with a number of output features.</summary>
    public LinearAttribute(int features) => Features = features;

    /// <summary>A layer whose number of output features is the member <paramref name="features"/>.</summary>
    public LinearAttribute(string features) => Features = features;

    /// <summary>The number of output features.</summary>
    public object Features { get; }

    /// <summary>The name of a member with exactly one weight, which this layer takes as its own (Press and Wolf, 2016, arXiv:1608.05859).</summary>
    public string? TieWeight { get; set; }

    internal override string? TiedWeight => TieWeight;
}
