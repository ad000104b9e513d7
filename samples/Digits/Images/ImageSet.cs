namespace Digits;

/// <summary>Grey images of one size, and the digit that each one shows. Plain bytes: tensors are made of them later.</summary>
/// <param name="Pixels">Image after image, row by row; ink is high.</param>
/// <param name="Labels">One digit, 0 to 9, per image.</param>
/// <param name="MaxInk">The value of a pixel that is full of ink.</param>
internal sealed record ImageSet(int Height, int Width, ReadOnlyMemory<byte> Pixels, ReadOnlyMemory<byte> Labels, byte MaxInk)
{
    public const int Classes = 10;

    public int Count => Labels.Length;

    public int PixelsPerImage => Height * Width;

    public ReadOnlyMemory<byte> Image(int index) => Pixels.Slice(index * PixelsPerImage, PixelsPerImage);
}
