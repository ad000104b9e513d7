namespace DeepDsl.Compiler.Signal.Curves;

/// <summary>What an activation φ makes of z ~ N(m, v).</summary>
/// <param name="Mean">E φ(z).</param>
/// <param name="Square">E φ(z)².</param>
/// <param name="SlopeSquare">E φ'(z)²: the gate that gradients pass.</param>
public readonly record struct CurveMoments(double Mean, double Square, double SlopeSquare)
{
    private const double Largest = 1e200;

    /// <summary>The same as numbers that can be reckoned with, for functions that grow beyond them.</summary>
    internal CurveMoments Bounded => new(Math.Min(Mean, Largest), Math.Min(Square, Largest), Math.Min(SlopeSquare, Largest));
}

/// <summary>What an activation makes of two Gaussians of one distribution.</summary>
/// <param name="Product">E φ(z₁)φ(z₂).</param>
/// <param name="SlopeProduct">E φ'(z₁)φ'(z₂).</param>
internal readonly record struct PairMoments(double Product, double SlopeProduct);

/// <summary>What an activation makes of a gradient that is aligned with its result.</summary>
/// <param name="WithInput">E z·φ'(z)φ(z).</param>
/// <param name="Square">E φ'(z)²φ(z)².</param>
internal readonly record struct AlignedMoments(double WithInput, double Square);
