namespace DeepDsl.Compiler.Signal.Numerics;

/// <summary>The standard normal distribution.</summary>
internal static class Gaussian
{
    private const int StepsPerUnit = 64;
    private const int Reach = 9;
    private static readonly double[] Table = [.. Enumerable.Range(-Reach * StepsPerUnit, 2 * Reach * StepsPerUnit + 1).Select(i => Series(i / (double)StepsPerUnit))];
    private static readonly double InverseRootTwoPi = 1 / Math.Sqrt(2 * Math.PI);

    public static double Density(double x) => InverseRootTwoPi * Math.Exp(-0.5 * x * x);

    /// <summary>P(z ≤ x), to 1e-15: the nearest entry of a table and five terms of Taylor's series.</summary>
    public static double Cumulative(double x)
    {
        if (x <= -Reach)
            return 0;
        if (x >= Reach)
            return 1;
        var i = (int)Math.Floor(x * StepsPerUnit + 0.5);
        var a = i / (double)StepsPerUnit;
        var h = x - a;
        var square = a * a;
        var polynomial = 1 - h / 2 * (a - h / 3 * (square - 1 - h / 4 * (a * (square - 3) - h / 5 * (square * (square - 6) + 3))));
        return Table[i + Reach * StepsPerUnit] + Density(a) * h * polynomial;
    }

    /// <summary>The x with P(z ≤ x) = <paramref name="p"/>.</summary>
    public static double Quantile(double p)
    {
        var (low, high) = (-8.0, 8.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Cumulative(middle) < p ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }

    // ½ + φ(x)·(x + x³/3 + x⁵/15 + ...), all terms of one sign.
    private static double Series(double x)
    {
        var (sum, term) = (x, x);
        for (var odd = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); odd += 2)
        {
            term *= x * x / odd;
            sum += term;
        }
        return 0.5 + sum * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
    }
}
