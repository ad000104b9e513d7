using System.Text;

namespace DeepDsl;

/// <summary>Tables in plain characters, for consoles and logs.</summary>
internal static class TextTable
{
    /// <param name="header">The titles of the columns.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="numbers">How many of the last columns stand on the right.</param>
    /// <param name="total">A last row behind a rule.</param>
    public static string Of(string[] header, IEnumerable<string[]> rows, int numbers, string[]? total = null)
    {
        string[][] all = total is null ? [header, .. rows] : [header, .. rows, total];
        var widths = Enumerable.Range(0, header.Length).Select(column => all.Max(row => row[column].Length)).ToArray();
        var rule = string.Join("  ", widths.Select(width => new string('-', width)));
        var text = new StringBuilder();
        for (var i = 0; i < all.Length; i++)
        {
            if (i == 1 || (total is not null && i == all.Length - 1))
                text.AppendLine(rule);
            var cells = all[i].Select((cell, column) => column < header.Length - numbers ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }
        return text.ToString();
    }
}
