using System.Buffers.Binary;
using System.IO.Compression;

namespace Digits.Tests;

/// <summary>Makes files in the MNIST format, whole ones and broken ones.</summary>
internal static class Idx
{
    public const uint ImageMagic = 0x803;
    public const uint LabelMagic = 0x801;

    /// <summary>A header and as many bytes as are given, whether or not they go together.</summary>
    public static byte[] File(uint magic, uint[] sizes, params byte[] values)
    {
        var header = new byte[4 * (1 + sizes.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(header, magic);
        for (var i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4 * (i + 1)), sizes[i]);
        return [.. header, .. values];
    }

    /// <summary>Images whose pixels count up from 0.</summary>
    public static byte[] Images(int count, int height, int width) =>
        File(ImageMagic, [(uint)count, (uint)height, (uint)width], [.. Enumerable.Range(0, count * height * width).Select(pixel => (byte)pixel)]);

    public static byte[] Labels(params byte[] labels) => File(LabelMagic, [(uint)labels.Length], labels);

    public static byte[] GZip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(content);
        return packed.ToArray();
    }
}
