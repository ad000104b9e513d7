namespace DeepDsl;

/// <summary>min(max(x, min), max), elementwise, as PyTorch's <c>clamp</c>: no gradient passes beyond the bounds.</summary>
/// <param name="min">The lower bound, which may be −∞.</param>
/// <param name="max">The upper bound, at least <paramref name="min"/>; it may be ∞.</param>
public sealed class ClampAttribute(double min, double max) : OperatorAttribute
{
    /// <summary>The lower bound.</summary>
    public double Min { get; } = min;

    /// <summary>The upper bound.</summary>
    public double Max { get; } = max;
}
