namespace Digits.Tests;

public sealed class PixelScaleTests
{
    [Fact]
    public void Gives_mean_and_deviation_of_the_pixels()
    {
        var scale = PixelScale.Of(SetOf(2, 4, 4, 4, 5, 5, 7, 9));
        Assert.Equal(5, scale.Mean, 12);
        Assert.Equal(2, scale.Deviation, 12);
    }

    [Fact]
    public void Blank_images_can_be_scaled_too() => Assert.Equal(new PixelScale(3, 1), PixelScale.Of(SetOf(3, 3)));

    private static ImageSet SetOf(params byte[] pixels) => new(1, pixels.Length, pixels, new byte[1], 255);
}
