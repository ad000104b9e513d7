using DeepDsl.Compiler.Signal.Numerics;

namespace DeepDsl.Compiler.Signal.Curves;

/// <summary>z for z &gt; 0 and a multiple of it otherwise: ReLU and its leaky relatives, in closed form where there is one.</summary>
public sealed class Rectifier : Curve
{
    private readonly double _below;

    public Rectifier(double below)
        : base(FormattableString.Invariant($"rectifier {below:R}"), z => z > 0 ? z : below * z, z => z > 0 ? 1 : below, 0) =>
        (_below, CanDie) = (below, below == 0);

    public override double SteepestSquare => Math.Max(1, _below * _below);

    private protected override CurveMoments Single(double m, double v)
    {
        var deviation = Math.Max(Math.Sqrt(v), 1e-300);
        var (open, density) = (Gaussian.Cumulative(m / deviation), Gaussian.Density(m / deviation));
        var (mean, square) = (m * open + deviation * density, (m * m + v) * open + m * deviation * density);
        return new(mean + _below * (m - mean), square + _below * _below * (m * m + v - square), open + _below * _below * (1 - open));
    }

    // φ'φ·z and (φ'φ)² are z² and below²·z² or below⁴·z².
    private protected override AlignedMoments Along(double m, double v)
    {
        var positive = new Rectifier(0).Single(m, v).Square;
        var negative = _below * _below * (m * m + v - positive);
        return new(positive + negative, positive + _below * _below * negative);
    }

    // The arc-cosine kernels (Cho and Saul, 2009) where the mean is zero.
    private protected override PairMoments Double(double m, double v, double c)
    {
        if (Math.Abs(m) >= 1e-12 * Math.Sqrt(v))
            return base.Double(m, v, c);
        var angle = Math.Acos(c);
        var (values, gates) = ((Math.Sin(angle) + (Math.PI - angle) * c) / (2 * Math.PI), (Math.PI - angle) / (2 * Math.PI));
        // φ is (1 − below)·relu + below·z, E relu(z₁)z₂ = c/2 and E z₁z₂ = c.
        var (bend, straight) = ((1 - _below) * (1 - _below), _below * (1 - _below) + _below * _below);
        return new(v * (bend * values + straight * c), bend * gates + straight);
    }
}
