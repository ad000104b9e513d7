namespace Digits;

/// <summary>Sets mistakes side by side, each under a drawing of its image.</summary>
internal static class Gallery
{
    private const int Gap = 3;

    /// <param name="set">The images that were read.</param>
    /// <param name="lineWidth">The characters that fit on a line.</param>
    public static IEnumerable<string> Lines(ImageSet set, IReadOnlyList<Mistake> mistakes, int lineWidth)
    {
        var pictures = mistakes.Select(mistake => (string[])[.. Glyph.Draw(set, mistake.Image), mistake.ToString()]).ToList();
        var width = pictures.SelectMany(picture => picture).Select(line => line.Length).DefaultIfEmpty().Max();
        var perRow = Math.Max(1, (lineWidth + Gap) / (width + Gap));
        foreach (var row in pictures.Chunk(perRow))
        {
            for (var line = 0; line < row[0].Length; line++)
                yield return string.Concat(row.Select(picture => picture[line].PadRight(width + Gap))).TrimEnd();
            yield return "";
        }
    }
}
