namespace Digits.Tests;

public sealed class DrawingTests
{
    [Fact]
    public void A_pixel_of_a_small_image_is_two_characters_wide()
    {
        var set = new ImageSet(2, 3, new byte[] { 0, 4, 8, 12, 16, 0 }, new byte[] { 1 }, MaxInk: 16);
        Assert.Equal(["  ░░▒▒", "▓▓██  "], Glyph.Draw(set, 0));
    }

    [Theory]
    [InlineData(8, 8, 16, 8)]
    [InlineData(28, 28, 28, 14)]
    [InlineData(200, 200, 28, 14)]
    [InlineData(1, 100, 28, 1)]
    public void A_drawing_is_as_wide_as_high_and_not_too_large(int height, int width, int columns, int rows)
    {
        var drawing = Glyph.Draw(Full(height, width, count: 1), 0);

        Assert.Equal(rows, drawing.Length);
        Assert.All(drawing, line => Assert.Equal(new string('█', columns), line));
    }

    [Fact]
    public void Mistakes_stand_side_by_side_as_far_as_they_fit()
    {
        var set = Full(2, 2, count: 3);
        var mistakes = Enumerable.Range(0, 3).Select(image => new Mistake(image, 9, new(5, 0.97f))).ToList();

        var lines = Gallery.Lines(set, mistakes, lineWidth: 60).ToList();

        Assert.Equal(8, lines.Count);
        Assert.Equal("████                       ████", lines[0]);
        Assert.Equal("true 9, read as 5 (0.97)   true 9, read as 5 (0.97)", lines[2]);
        Assert.Equal(["████", "████", "true 9, read as 5 (0.97)", ""], lines[4..]);
    }

    private static ImageSet Full(int height, int width, int count)
    {
        var pixels = new byte[count * height * width];
        Array.Fill(pixels, byte.MaxValue);
        return new(height, width, pixels, new byte[count], byte.MaxValue);
    }
}
