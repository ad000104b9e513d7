using System.Globalization;
using Spectre.Console;

namespace Digits;

/// <summary>Prints how well the network reads the test images.</summary>
internal sealed class ResultReport(IAnsiConsole console)
{
    private const int WorstMistakes = 6;

    public void Print(ImageSet test, Prediction[] predictions)
    {
        var matrix = new ConfusionMatrix(test.Labels.Span, predictions);

        // Plain and alone on its line, to be found by other programs.
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy {100 * matrix.Accuracy:F2} %"));
        Console.WriteLine();
        console.Write(Table(matrix));
        Console.WriteLine();
        PrintMistakes(test, predictions, matrix.Total - matrix.Right);
    }

    private static Table Table(ConfusionMatrix matrix)
    {
        var digits = Enumerable.Range(0, ImageSet.Classes);
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey).AddColumn("true \\ read as");
        table.AddColumns([.. digits.Select(digit => new TableColumn($"{digit}").RightAligned()), new TableColumn("right").RightAligned()]);
        foreach (var digit in digits)
        {
            var right = matrix.Recall(digit) is { } share ? $"{100 * share:F1} %" : "-";
            table.AddRow([$"{digit}", .. digits.Select(readAs => Cell(matrix, digit, readAs)), right]);
        }
        return table;
    }

    private static string Cell(ConfusionMatrix matrix, int digit, int readAs) => matrix[digit, readAs] switch
    {
        0 => "[grey]·[/]",
        var count when digit == readAs => $"[green]{count}[/]",
        var count => $"[red]{count}[/]",
    };

    private void PrintMistakes(ImageSet test, Prediction[] predictions, int mistakes)
    {
        if (mistakes == 0)
        {
            Console.WriteLine("Not one mistake.");
            return;
        }

        var worst = Mistake.Worst(test.Labels, predictions, WorstMistakes);
        Console.WriteLine(mistakes == 1 ? "The only mistake:" : $"The {worst.Count} mistakes of {mistakes} that the network was surest of:");
        Console.WriteLine();
        foreach (var line in Gallery.Lines(test, worst, console.Profile.Width))
            Console.WriteLine(line);
    }
}
