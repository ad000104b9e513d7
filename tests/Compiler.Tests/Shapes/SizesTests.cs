using DeepDsl.Compiler.Shapes;

namespace Compiler.Tests.Shapes;

/// <summary>Arguments that are one number or a pair.</summary>
public sealed class SizesTests
{
    [Theory]
    [InlineData(3, 3, 3)]
    [InlineData(new[] { 3 }, 3, 3)]
    [InlineData(new[] { 3, 5 }, 3, 5)]
    [InlineData("W", 0, 0)]
    [InlineData(null, 0, 0)]
    [InlineData(2.5, 0, 0)]
    [InlineData(new[] { 1, 2, 3 }, 0, 0)]
    public void One_number_counts_for_height_and_width(object? value, int height, int width) => Assert.Equal((height, width), Sizes.Two(value));

    [Theory]
    [InlineData(3, 3)]
    [InlineData(new[] { 3 }, 3)]
    [InlineData(new[] { 3, 5 }, 0)]
    [InlineData("W", 0)]
    [InlineData(null, 0)]
    public void What_is_no_single_number_counts_as_0(object? value, int size) => Assert.Equal(size, Sizes.One(value));

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(new[] { 1 }, true)]
    [InlineData(new[] { 1, 2 }, true)]
    [InlineData(new[] { 1, 0 }, false)]
    [InlineData(new[] { 1, 2, 3 }, false)]
    [InlineData(new int[0], false)]
    [InlineData(1.0, false)]
    [InlineData(null, false)]
    public void Sizes_have_a_minimum(object? value, bool isFine) => Assert.Equal(isFine, Sizes.IsOneOrTwo(value, 1));

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(0.5, 0.5)]
    [InlineData("P", double.NaN)]
    [InlineData(null, double.NaN)]
    public void Whole_numbers_are_real_too(object? value, double real) => Assert.Equal(real, Sizes.Real(value));

    [Theory]
    [InlineData(3, 3, "3")]
    [InlineData(3, 5, "3x5")]
    public void A_square_is_shown_by_one_number(int height, int width, string text) => Assert.Equal(text, Sizes.Text((height, width)));
}
