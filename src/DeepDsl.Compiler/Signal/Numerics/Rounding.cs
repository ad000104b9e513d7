namespace DeepDsl.Compiler.Signal.Numerics;

/// <summary>Rounds what moments are looked up by, so that equal layers find each other's and the order of questions cannot matter.</summary>
internal static class Rounding
{
    private const int Digits = 6;

    /// <summary>The number with six significant digits.</summary>
    public static double Significant(double x) => Significant(x, Digits);

    /// <summary>The number with the given count of significant digits.</summary>
    public static double Significant(double x, int digits)
    {
        if (Math.Abs(x) < 1e-250)
            return 0;
        var scale = Math.Pow(10, digits - 1 - Math.Floor(Math.Log10(Math.Abs(x))));
        return Math.Round(x * scale) / scale;
    }

    /// <summary>A correlation with six decimals.</summary>
    public static double Correlation(double c) => Math.Round(Math.Max(-1, Math.Min(1, c)), Digits);
}
