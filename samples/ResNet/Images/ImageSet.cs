namespace ResNet;

/// <summary>Colour images of one size with their classes.</summary>
/// <param name="Pixels">Image after image, each red, then green, then blue, row by row.</param>
/// <param name="Labels">The class of each image, 0 to 9.</param>
internal sealed record ImageSet(byte[] Pixels, byte[] Labels)
{
    public const int Side = 32;
    public const int Channels = 3;
    public const int PixelsPerImage = Channels * Side * Side;

    public int Count => Labels.Length;
}

/// <summary>What the network learns from, and what it is judged by.</summary>
internal sealed record ImageData(string Description, ImageSet Train, ImageSet Test);
