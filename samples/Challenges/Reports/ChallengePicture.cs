using Digits;
using ScottPlot;
using ScottPlot.MultiplotLayouts;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Challenges;

/// <summary>Draws the gradients of every layer at the start, predicted and measured, and under them the losses.</summary>
internal static class ChallengePicture
{
    private const int PerRow = 3;
    private const int PanelWidth = 560;
    private const int PanelHeight = 360;
    private const int Smoothing = 10;

    /// <summary>Writes the picture as a PNG.</summary>
    public static void Save(IReadOnlyList<(Challenge Challenge, Result Sick, Result Fixed)> results, string path)
    {
        var rows = results.Chunk(PerRow).ToArray();
        var picture = new Multiplot { Layout = new Grid(2 * rows.Length, PerRow) };
        var panels = rows.SelectMany(row => row.Select(Gradients).Concat(row.Select(Losses))).ToArray();
        picture.Reset(panels[0]);
        foreach (var panel in panels.Skip(1))
            picture.AddPlot(panel);
        picture.SavePng(path, PerRow * PanelWidth, 2 * rows.Length * PanelHeight);
    }

    private static Plot Gradients((Challenge Challenge, Result Sick, Result Fixed) result)
    {
        var plot = Panel.Create(result.Challenge.Title, "weight, from the input to the loss   (lines: predicted, dots: measured)");
        plot.YLabel("gradient at the start", size: 14);
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Left.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, LabelFormatter = power => power == 0 ? "1" : $"1e{power:0}" };
        AddGradients(plot, result.Sick, "sick", Panel.Orange);
        AddGradients(plot, result.Fixed, "fixed", Panel.Blue);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.Axes.Margins(0.03, 0.12);
        plot.Legend.FontSize = 12;
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.ShowLegend(Edge.Bottom);
        return plot;
    }

    private static void AddGradients(Plot plot, Result result, string name, Color color)
    {
        var predicted = Logarithms(plot, result.PredictedGradients, color);
        (predicted.LineWidth, predicted.MarkerSize) = (2, 0);
        predicted.LegendText = result.PredictedGradients.Max() > 0 ? name : $"{name}: predicted to be zero";
        var measured = Logarithms(plot, result.MeasuredGradients, color);
        (measured.LineWidth, measured.MarkerSize) = (0, 7);
    }

    // A logarithmic axis has no place for zeros.
    private static Scatter Logarithms(Plot plot, IReadOnlyList<double> gradients, Color color)
    {
        var shown = gradients.Index().Where(gradient => gradient.Item > 0).ToArray();
        return plot.Add.Scatter(shown.Select(gradient => gradient.Index + 1.0).ToArray(), shown.Select(gradient => Math.Log10(gradient.Item)).ToArray(), color);
    }

    private static Plot Losses((Challenge Challenge, Result Sick, Result Fixed) result)
    {
        var plot = Panel.Create("", "step");
        plot.YLabel("loss", size: 14);
        plot.Axes.Left.Label.Bold = false;
        AddLosses(plot, result.Sick, "sick", Panel.Orange);
        AddLosses(plot, result.Fixed, "fixed", Panel.Blue);
        plot.Axes.SetLimitsY(0, 3.2);
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }

    private static void AddLosses(Plot plot, Result result, string name, Color color)
    {
        foreach (var (index, outcome) in result.Outcomes.Index())
        {
            var losses = outcome.Losses.TakeWhile(float.IsFinite).Chunk(Smoothing).Select(steps => (double)steps.Average()).ToArray();
            var line = plot.Add.Scatter(losses.Select((_, chunk) => (chunk + 0.5) * Smoothing).ToArray(), losses, color);
            (line.LineWidth, line.MarkerSize) = (2, 0);
            if (index == 0)
                line.LegendText = double.IsFinite(result.FinalLoss) ? $"{name}, {result.FinalLoss:f3}" : $"{name}, diverged";
        }
    }
}
