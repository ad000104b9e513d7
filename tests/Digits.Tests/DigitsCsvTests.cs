using System.Text;

namespace Digits.Tests;

public sealed class DigitsCsvTests : IDisposable
{
    private static readonly string Blank = string.Concat(Enumerable.Repeat("0,", 64));
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_sample_comes_with_the_digits_of_43_writers()
    {
        var (_, train, test) = DigitData.Shipped();

        Assert.Equal([376, 389, 380, 389, 387, 376, 377, 387, 380, 382], CountsOf(train));
        Assert.Equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180], CountsOf(test));
        Assert.Equal((3823, 1797), (train.Count, test.Count));
        Assert.Equal((8, 8, 16), (train.Height, train.Width, train.MaxInk));
        Assert.Equal(3823 * 64, train.Pixels.Length);
    }

    [Fact]
    public void Reads_pixels_and_label()
    {
        var set = DigitsCsv.Read(Put($"{Blank}3\n16,{Blank[2..]}7\n"));

        Assert.Equal([3, 7], set.Labels.ToArray());
        Assert.Equal(16, set.Image(1).Span[0]);
    }

    [Fact]
    public void A_line_has_65_values() => Fails($"{Blank}3\n1,2,3\n", "Line 2 of '{0}' has 3 value(s) instead of 65.");

    [Theory]
    [InlineData("17")]
    [InlineData("-1")]
    [InlineData("ink")]
    public void Ink_is_0_to_16(string ink) => Fails($"{ink},{Blank[2..]}3\n", $"Line 1 of '{{0}}' has '{ink}' where a number from 0 to 16 belongs.");

    [Fact]
    public void A_label_is_a_digit() => Fails($"{Blank}10\n", "Line 1 of '{0}' has '10' where a number from 0 to 9 belongs.");

    private static int[] CountsOf(ImageSet set) =>
        [.. Enumerable.Range(0, ImageSet.Classes).Select(digit => set.Labels.ToArray().Count(label => label == digit))];

    private string Put(string text) => _folder.Put("digits.csv", Encoding.ASCII.GetBytes(text));

    private void Fails(string text, string sentence)
    {
        var path = Put(text);
        Assert.Equal(string.Format(sentence, path), Assert.Throws<UserError>(() => DigitsCsv.Read(path)).Message);
    }
}
