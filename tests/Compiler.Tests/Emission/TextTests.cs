using DeepDsl;
using DeepDsl.Compiler.Emission;

namespace Compiler.Tests.Emission;

public sealed class TextTests
{
    [Theory]
    [InlineData("Stem", "stem")]
    [InlineData("StemConv", "stem_conv")]
    [InlineData("X", "x")]
    [InlineData("Conv2", "conv2")]
    [InlineData("Fc6Out", "fc6_out")]
    [InlineData("RGBImage", "rgb_image")]
    [InlineData("MyRGB", "my_rgb")]
    [InlineData("already_snake", "already_snake")]
    [InlineData("Half_Snake", "half_snake")]
    [InlineData("", "")]
    public void State_names_are_in_snake_case(string name, string snake) => Assert.Equal(snake, Text.SnakeCase(name));

    [Theory]
    [InlineData("stem.conv2", "StemConv2")]
    [InlineData("running_mean", "RunningMean")]
    [InlineData("a.b_c-d", "ABCD")]
    [InlineData("..x", "X")]
    [InlineData("", "")]
    public void Members_are_in_Pascal_case(string name, string pascal) => Assert.Equal(pascal, Text.PascalCase(name));

    [Theory]
    [InlineData("StemConv", "stemConv")]
    [InlineData("X", "x")]
    [InlineData("RGBImage", "rgbImage")]
    [InlineData("RGB", "rgb")]
    [InlineData("image", "image")]
    [InlineData("_x", "_x")]
    [InlineData("In", "@in")]
    [InlineData("Class", "@class")]
    [InlineData("Base", "@base")]
    [InlineData("Value", "value")]
    public void Locals_are_in_camel_case_and_no_keywords(string name, string camel) => Assert.Equal(camel, Text.CamelCase(name));

    [Theory]
    [InlineData("event", "@event")]
    [InlineData("stackalloc", "@stackalloc")]
    [InlineData("Event", "Event")]
    [InlineData("var", "var")]
    public void Keywords_are_escaped(string name, string escaped) => Assert.Equal(escaped, Text.Escaped(name));

    [Theory]
    [InlineData(0.5, "0.5")]
    [InlineData(1.0, "1")]
    [InlineData(-1e-5, "-1e-5")]
    [InlineData(0.1, "0.1")]
    [InlineData(1.4142135623730951, "1.4142135623730951")]
    [InlineData(double.NaN, "double.NaN")]
    [InlineData(double.PositiveInfinity, "double.PositiveInfinity")]
    [InlineData(double.NegativeInfinity, "double.NegativeInfinity")]
    [InlineData(double.MaxValue, "1.7976931348623157e308")]
    public void Numbers_are_the_same_under_every_culture(double value, string text)
    {
        using var _ = Culture.Polish();
        Assert.Equal("1,5", 1.5.ToString());
        Assert.Equal(text, Text.Of(value));
        Assert.Equal(text, Text.Of((object)value));
    }

    [Theory]
    [InlineData(null, "null")]
    [InlineData(true, "true")]
    [InlineData(-3, "-3")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData(AnnealStrategy.Linear, "AnnealStrategy.Linear")]
    public void Every_constant_has_a_text(object? value, string text)
    {
        using var _ = Culture.Polish();
        Assert.Equal(text, Text.Of(value));
    }

    [Fact]
    public void What_is_no_constant_has_none() => Assert.Throws<ArgumentException>(() => Text.Of(new object()));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(61_100_840, "61,100,840")]
    public void Counts_have_separators(long value, string text)
    {
        using var _ = Culture.Polish();
        Assert.Equal(text, Text.Count(value));
    }

    [Fact]
    public void A_pair_is_a_tuple() => Assert.Equal("(3, 5)", Text.Of((3, 5)));
}
