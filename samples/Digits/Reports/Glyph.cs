namespace Digits;

/// <summary>Draws an image with characters of five shades, so that it shows in any terminal and in a file.</summary>
internal static class Glyph
{
    private const string Shades = " ░▒▓█";
    private const int MostColumns = 28;

    /// <summary>The lines of the drawing. A character is twice as high as wide: a pixel of a small image takes two, one of a large image half of one.</summary>
    public static string[] Draw(ImageSet set, int image)
    {
        var small = 2 * set.Width <= MostColumns;
        var columns = small ? 2 * set.Width : Math.Min(set.Width, MostColumns);
        var rows = Math.Max(1, (int)Math.Round(columns / 2.0 * set.Height / set.Width));
        return [.. Enumerable.Range(0, rows).Select(row => string.Create(columns, (set, image, row, rows), DrawRow))];
    }

    private static void DrawRow(Span<char> line, (ImageSet Set, int Image, int Row, int Rows) at)
    {
        var pixels = at.Set.Image(at.Image);
        var (top, bottom) = Cell(at.Row, at.Rows, at.Set.Height);
        for (var column = 0; column < line.Length; column++)
        {
            var (left, right) = Cell(column, line.Length, at.Set.Width);
            line[column] = Shade(MeanInk(pixels.Span, at.Set.Width, top, bottom, left, right) / at.Set.MaxInk);
        }
    }

    // Every cell covers at least one pixel.
    private static (int From, int To) Cell(int index, int cells, int pixels)
    {
        var from = index * pixels / cells;
        return (from, Math.Max(from + 1, (index + 1) * pixels / cells));
    }

    private static double MeanInk(ReadOnlySpan<byte> pixels, int width, int top, int bottom, int left, int right)
    {
        var ink = 0;
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
                ink += pixels[y * width + x];
        }
        return (double)ink / ((bottom - top) * (right - left));
    }

    private static char Shade(double ink) => Shades[(int)Math.Round(ink * (Shades.Length - 1))];
}
