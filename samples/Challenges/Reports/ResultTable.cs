using Spectre.Console;

namespace Challenges;

/// <summary>The sick beside the mended, in numbers: the gradient of the first weight over that of the last, the smallest of any weight, and the loss.</summary>
internal static class ResultTable
{
    public static Table Of(IReadOnlyList<(Challenge Challenge, Result Sick, Result Fixed)> results)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey).AddColumns("challenge", "warning", "model");
        table.AddColumns([.. ((string[])["predicted ratio", "measured ratio", "predicted smallest", "measured smallest", "final loss"]).Select(heading => new TableColumn(heading).RightAligned())]);
        foreach (var (challenge, sick, mended) in results)
        {
            AddRow(table, challenge.Title, challenge.Rule, "sick", sick, "red");
            AddRow(table, "", "", "fixed", mended, "green");
        }
        return table;
    }

    private static void AddRow(Table table, string title, string rule, string model, Result result, string color) => table.AddRow(
        title, rule, $"[{color}]{model}[/]", Number(result.PredictedRatio), Number(result.MeasuredRatio),
        Number(result.PredictedGradients.Min()), Number(result.MeasuredGradients.Min()), $"[{color}]{Loss(result.FinalLoss)}[/]");

    // One digit is all that a prediction promises.
    private static string Number(double value) => double.IsNaN(value) ? "-" : value == 0 ? "0" : value.ToString(value is >= 0.01 and < 10 ? "g1" : "0e0");

    private static string Loss(double loss) => double.IsFinite(loss) ? loss.ToString("f3") : "diverged";
}
