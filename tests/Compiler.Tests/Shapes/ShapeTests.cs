using DeepDsl.Compiler.Shapes;

namespace Compiler.Tests.Shapes;

public sealed class ShapeTests
{
    [Fact]
    public void Is_equal_by_its_sizes()
    {
        Assert.Equal(Shape.Of(3, 4), Shape.Of(3, 4));
        Assert.Equal(Shape.Of(3, 4).GetHashCode(), Shape.Of(3, 4).GetHashCode());
        Assert.NotEqual(Shape.Of(3, 4), Shape.Of(4, 3));
        Assert.NotEqual(Shape.Of(3, 4), Shape.Of(3, 4, 1));
        Assert.False(Shape.Of(3).Equals("(3)"));
    }

    [Fact]
    public void Unknown_is_no_scalar()
    {
        Assert.NotEqual(Shape.Unknown, Shape.Of());
        Assert.False(Shape.Unknown.IsKnown);
        Assert.Equal(("(?)", 0), (Shape.Unknown.ToString(), Shape.Unknown.Rank));
    }

    [Theory]
    [InlineData("()", 1, 1)]
    [InlineData("(5)", 5, 1)]
    [InlineData("(3, 4)", 12, 3)]
    [InlineData("(2, 3, 4)", 24, 6)]
    public void Counts_elements_and_rows(string text, long elements, long rows)
    {
        var shape = text.Shape();
        Assert.Equal((text, elements, rows), (shape.ToString(), shape.Elements, shape.Rows));
    }

    [Fact]
    public void Absurd_counts_do_not_wrap_around() => Assert.Equal(long.MaxValue, Shape.Of(int.MaxValue, int.MaxValue, int.MaxValue).Elements);

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, 0)]
    [InlineData(3, 2)]
    [InlineData(4, null)]
    [InlineData(-1, 2)]
    [InlineData(-3, 0)]
    [InlineData(-4, null)]
    [InlineData(int.MinValue, null)]
    public void Dimensions_count_with_the_batch_as_0_or_from_the_end(int dim, int? index) => Assert.Equal(index, Shape.Of(2, 3, 4).IndexOf(dim));

    [Fact]
    public void An_image_has_channels_height_and_width()
    {
        var image = Shape.Of(3, 32, 24);
        Assert.True(image.IsImage);
        Assert.Equal((3, 32, 24, 24), (image.Channels, image.Height, image.Width, image.Last));
        Assert.Equal("(3, 32, 5)", image.WithLast(5).ToString());
        Assert.Equal("(7, 32, 24)", image.WithDim(0, 7).ToString());
        Assert.False(Shape.Of(3, 32).IsImage);
    }
}
