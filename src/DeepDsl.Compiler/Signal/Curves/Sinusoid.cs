namespace DeepDsl.Compiler.Signal.Curves;

/// <summary>sin(ωz), in closed form: with ω = 30 no quadrature would follow it.</summary>
public sealed class Sinusoid(double omega) : Curve(FormattableString.Invariant($"sin {omega:R}"), z => Math.Sin(omega * z), z => omega * Math.Cos(omega * z))
{
    public override bool Oscillates => true;

    public override double SteepestSquare => omega * omega;

    private protected override CurveMoments Single(double m, double v)
    {
        var wave = Math.Exp(-2 * omega * omega * v) * Math.Cos(2 * omega * m);
        return new(Math.Exp(-omega * omega * v / 2) * Math.Sin(omega * m), 0.5 * (1 - wave), 0.5 * omega * omega * (1 + wave));
    }

    // Of a wide z: the result says nothing of the input's sign.
    private protected override AlignedMoments Along(double m, double v) => new(0, omega * omega / 8);

    private protected override PairMoments Double(double m, double v, double c)
    {
        var difference = Math.Exp(-omega * omega * v * (1 - c));
        var sum = Math.Exp(-omega * omega * v * (1 + c)) * Math.Cos(2 * omega * m);
        return new(0.5 * (difference - sum), 0.5 * omega * omega * (difference + sum));
    }
}
