using ScottPlot;
using ScottPlot.MultiplotLayouts;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Digits;

/// <summary>Draws loss and accuracy over the epochs.</summary>
internal static class TrainingCurve
{
    private const int Width = 1200;
    private const int Height = 480;
    private static readonly Color Blue = Color.FromHex("#2563EB");
    private static readonly Color Orange = Color.FromHex("#F97316");
    private static readonly Color Ink = Color.FromHex("#334155");
    private static readonly Color Hairline = Color.FromHex("#E2E8F0");

    // ScottPlot takes any font of the machine, often one with serifs.
    private static readonly string[] PlainFonts = ["Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans"];

    /// <summary>Writes the picture as a PNG.</summary>
    public static void Save(IReadOnlyList<EpochResult> epochs, string path)
    {
        Fonts.Default = PlainFonts.FirstOrDefault(SKFontManager.Default.FontFamilies.Contains) ?? Fonts.Default;

        var loss = Panel("Loss", epochs.Count);
        AddLine(loss, epochs, epoch => epoch.Loss, $"training images, {epochs[^1].Loss:F3}", Blue);
        loss.Axes.SetLimitsY(0, 1.08 * epochs.Max(epoch => epoch.Loss));
        loss.Legend.Alignment = Alignment.UpperRight;

        var accuracy = Panel("Accuracy in %", epochs.Count);
        AddLine(accuracy, epochs, epoch => 100 * epoch.TrainAccuracy, $"training images, {100 * epochs[^1].TrainAccuracy:F2} %", Blue);
        AddLine(accuracy, epochs, epoch => 100 * epoch.TestAccuracy, $"test images, {100 * epochs[^1].TestAccuracy:F2} %", Orange);
        accuracy.Axes.SetLimitsY(LowerAccuracy(epochs), 100.4);
        accuracy.Legend.Alignment = Alignment.LowerRight;

        var picture = new Multiplot { Layout = new Columns() };
        picture.Reset(loss);
        picture.AddPlot(accuracy);
        picture.SavePng(path, Width, Height);
    }

    // The first epoch is far below the others; its line may come in from below, so that the others can be told apart.
    private static double LowerAccuracy(IReadOnlyList<EpochResult> epochs)
    {
        var lowest = epochs.Skip(Math.Min(1, epochs.Count - 1)).Min(epoch => Math.Min(epoch.TrainAccuracy, epoch.TestAccuracy));
        return 5 * Math.Floor(20 * lowest) - 0.4;
    }

    private static Plot Panel(string title, int epochs)
    {
        var plot = new Plot();
        plot.Title(title, size: 18);
        plot.Axes.Title.Label.ForeColor = Ink;
        plot.XLabel("epoch", size: 14);
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.Axes.SetLimitsX(0.5, epochs + 0.5);
        plot.Axes.Color(Ink);
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = Hairline;
        plot.Legend.FontSize = 14;
        plot.Legend.OutlineColor = Hairline;
        plot.Legend.ShadowColor = Colors.Transparent;
        return plot;
    }

    private static void AddLine(Plot plot, IReadOnlyList<EpochResult> epochs, Func<EpochResult, double> value, string name, Color color)
    {
        var line = plot.Add.Scatter(epochs.Select(epoch => (double)epoch.Epoch).ToArray(), epochs.Select(value).ToArray(), color);
        line.LegendText = name;
        line.LineWidth = 2.5f;
        line.MarkerSize = 7;
    }
}
