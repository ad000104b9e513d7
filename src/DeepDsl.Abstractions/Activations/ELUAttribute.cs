namespace DeepDsl;

/// <summary>The exponential linear unit, x for x &gt; 0 and α·(eˣ − 1) otherwise, elementwise (Clevert et al., 2015, arXiv:1511.07289).</summary>
/// <param name="alpha">The bound of negative results, at least 0.</param>
public sealed class ELUAttribute(double alpha = 1) : OperatorAttribute
{
    /// <summary>The bound of negative results, at least 0.</summary>
    public double Alpha { get; } = alpha;
}
