using System.Globalization;
using System.Text;

namespace Digits;

/// <summary>The digits as the UCI repository gives them: a line is 64 pixels of 0 to 16 ink, then the digit.</summary>
internal static class DigitsCsv
{
    private const int Side = 8;
    private const byte MaxInk = 16;

    /// <exception cref="UserError">The file cannot be read, or is not such a file.</exception>
    public static ImageSet Read(string path)
    {
        var pixels = new List<byte>();
        var labels = new List<byte>();
        foreach (var line in Encoding.ASCII.GetString(DataFile.ReadAllBytes(path).Span).TrimEnd().Split('\n'))
        {
            var fields = line.Split(',');
            if (fields.Length != Side * Side + 1)
                throw Misfit($"has {fields.Length} value(s) instead of {Side * Side + 1}");
            foreach (var field in fields.AsSpan(..^1))
                pixels.Add(Value(field, MaxInk));
            labels.Add(Value(fields[^1], ImageSet.Classes - 1));
        }
        return new(Side, Side, pixels.ToArray(), labels.ToArray(), MaxInk);

        byte Value(string field, int most) =>
            byte.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most
                ? value
                : throw Misfit($"has '{field}' where a number from 0 to {most} belongs");

        UserError Misfit(string what) => new($"Line {labels.Count + 1} of '{path}' {what}.");
    }
}
