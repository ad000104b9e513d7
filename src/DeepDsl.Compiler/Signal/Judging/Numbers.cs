using System.Globalization;

namespace DeepDsl.Compiler.Signal.Judging;

/// <summary>Predicted numbers as messages show them: with one significant digit, which is all that they are good for.</summary>
public static class Numbers
{
    /// <summary>10 to the given power, such as <c>3e-6</c>, <c>0.02</c> or <c>50</c>.</summary>
    public static string OfLog10(double log)
    {
        var exponent = (int)Math.Floor(log);
        var digit = (int)Math.Round(Math.Pow(10, log - exponent));
        if (digit == 10)
            (digit, exponent) = (1, exponent + 1);
        return exponent is >= -2 and <= 2
            ? (digit * Math.Pow(10, exponent)).ToString("0.##", CultureInfo.InvariantCulture)
            : $"{digit}e{exponent.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>A positive number.</summary>
    public static string Of(double value) => OfLog10(Math.Log10(Math.Max(value, 1e-300)));

    /// <summary>10 to the given power as what one of many steps multiplies by; where one digit would make it 1, two show the direction.</summary>
    public static string FactorOfLog10(double log) =>
        OfLog10(log) == "1" ? Math.Pow(10, log).ToString(log < 0 ? "0.##" : "0.#", CultureInfo.InvariantCulture) : OfLog10(log);
}
