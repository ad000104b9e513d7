using System.Globalization;

namespace Compiler.Tests.Harness;

/// <summary>Another culture for the current thread, until it is disposed.</summary>
internal sealed class Culture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    private Culture(CultureInfo culture) => CultureInfo.CurrentCulture = culture;

    /// <summary>Polish conventions, also where the system has no data of cultures: 1,5 and a minus of its own.</summary>
    public static Culture Polish()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = "\u00a0";
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NaNSymbol = "nie liczba";
        return new(culture);
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
