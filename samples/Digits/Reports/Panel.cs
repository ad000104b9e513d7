using ScottPlot;
using SkiaSharp;

namespace Digits;

/// <summary>How the pictures of all samples look.</summary>
internal static class Panel
{
    public static readonly Color Blue = Color.FromHex("#2563EB");
    public static readonly Color Orange = Color.FromHex("#F97316");
    private static readonly Color Ink = Color.FromHex("#334155");
    private static readonly Color Hairline = Color.FromHex("#E2E8F0");

    // ScottPlot takes any font of the machine, often one with serifs.
    private static readonly string[] PlainFonts = ["Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans"];

    static Panel() => Fonts.Default = PlainFonts.FirstOrDefault(SKFontManager.Default.FontFamilies.Contains) ?? Fonts.Default;

    /// <summary>An empty plot.</summary>
    public static Plot Create(string title, string xLabel)
    {
        var plot = new Plot();
        plot.Title(title, size: 18);
        plot.Axes.Title.Label.ForeColor = Ink;
        plot.XLabel(xLabel, size: 14);
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Color(Ink);
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = Hairline;
        plot.Legend.FontSize = 14;
        plot.Legend.OutlineColor = Hairline;
        plot.Legend.ShadowColor = Colors.Transparent;
        return plot;
    }
}
