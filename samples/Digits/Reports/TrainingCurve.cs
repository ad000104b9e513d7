using ScottPlot;
using ScottPlot.MultiplotLayouts;
using ScottPlot.TickGenerators;

namespace Digits;

/// <summary>Draws loss and accuracy over the epochs.</summary>
internal static class TrainingCurve
{
    private const int Width = 1200;
    private const int Height = 480;

    /// <summary>Writes the picture as a PNG.</summary>
    public static void Save(IReadOnlyList<EpochResult> epochs, string path)
    {
        var loss = EpochPanel("Loss", epochs.Count);
        AddLine(loss, epochs, epoch => epoch.Loss, $"training images, {epochs[^1].Loss:F3}", Panel.Blue);
        loss.Axes.SetLimitsY(0, 1.08 * epochs.Max(epoch => epoch.Loss));
        loss.Legend.Alignment = Alignment.UpperRight;

        var accuracy = EpochPanel("Accuracy in %", epochs.Count);
        AddLine(accuracy, epochs, epoch => 100 * epoch.TrainAccuracy, $"training images, {100 * epochs[^1].TrainAccuracy:F2} %", Panel.Blue);
        AddLine(accuracy, epochs, epoch => 100 * epoch.TestAccuracy, $"test images, {100 * epochs[^1].TestAccuracy:F2} %", Panel.Orange);
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

    private static Plot EpochPanel(string title, int epochs)
    {
        var plot = Panel.Create(title, "epoch");
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.Axes.SetLimitsX(0.5, epochs + 0.5);
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
