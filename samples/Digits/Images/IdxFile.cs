using System.Buffers.Binary;

namespace Digits;

/// <summary>
/// The IDX format of the MNIST files: a big-endian magic number that tells the number of dimensions, their sizes, then a byte per value.
/// </summary>
internal static class IdxFile
{
    private const uint ImageMagic = 0x00000803;
    private const uint LabelMagic = 0x00000801;

    /// <exception cref="UserError">The file cannot be read, or is not whole, or holds no images.</exception>
    public static (int Height, int Width, ReadOnlyMemory<byte> Pixels) ReadImages(string path)
    {
        var file = DataFile.ReadAllBytes(path);
        var sizes = ReadHeader(file.Span, path, ImageMagic, dimensions: 3);
        var (count, height, width) = (sizes[0], sizes[1], sizes[2]);
        if (count == 0)
            throw new UserError($"'{path}' holds no images.");
        if (height == 0 || width == 0)
            throw new UserError($"'{path}' holds images of {height}x{width} pixels, which is nothing to see.");

        var pixels = Values(file, path, sizes, $"{count} image(s) of {height}x{width} pixels");
        return ((int)height, (int)width, pixels);
    }

    /// <exception cref="UserError">The file cannot be read, or is not whole, or has a label above 9.</exception>
    public static ReadOnlyMemory<byte> ReadLabels(string path)
    {
        var file = DataFile.ReadAllBytes(path);
        var sizes = ReadHeader(file.Span, path, LabelMagic, dimensions: 1);
        var labels = Values(file, path, sizes, $"{sizes[0]} label(s)");

        var foreign = labels.Span.IndexOfAnyExceptInRange((byte)0, (byte)(ImageSet.Classes - 1));
        if (foreign >= 0)
            throw new UserError($"Label {foreign + 1} of '{path}' is {labels.Span[foreign]}, and a digit is 0 to 9.");
        return labels;
    }

    private static uint[] ReadHeader(ReadOnlySpan<byte> file, string path, uint expected, int dimensions)
    {
        if (file.Length >= sizeof(uint) && BinaryPrimitives.ReadUInt32BigEndian(file) is var magic && magic != expected)
            throw new UserError($"'{path}' is not {NameOf(expected)}: it starts with {Describe(magic)}, expected 0x{expected:X8}.");

        var length = HeaderLength(dimensions);
        if (file.Length < length)
            throw new UserError($"'{path}' is truncated: the header of {NameOf(expected)} takes {length} bytes, and the file has {file.Length}.");

        var sizes = new uint[dimensions];
        for (var i = 0; i < dimensions; i++)
            sizes[i] = BinaryPrimitives.ReadUInt32BigEndian(file[HeaderLength(i)..]);
        return sizes;
    }

    private static ReadOnlyMemory<byte> Values(ReadOnlyMemory<byte> file, string path, uint[] sizes, string announced)
    {
        var values = file[HeaderLength(sizes.Length)..];

        // Three sizes of 32 bits can announce more than 64 bits hold.
        var expected = sizes.Aggregate(UInt128.One, (product, size) => product * size);
        if ((UInt128)values.Length < expected)
            throw new UserError($"'{path}' is truncated: it announces {announced}, which is {expected} bytes, and {values.Length} follow.");
        if ((UInt128)values.Length > expected)
            throw new UserError($"'{path}' goes on after its {announced}: {values.Length - (int)expected} byte(s) too many.");
        return values;
    }

    private static int HeaderLength(int dimensions) => sizeof(uint) * (1 + dimensions);

    private static string Describe(uint magic) =>
        magic is ImageMagic or LabelMagic ? $"0x{magic:X8} like {NameOf(magic)}" : $"0x{magic:X8}";

    private static string NameOf(uint magic) => magic == ImageMagic ? "an IDX image file" : "an IDX label file";
}
