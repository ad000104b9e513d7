using System.Buffers.Binary;
using System.IO.Compression;

namespace Digits;

/// <summary>Reads a file whole, unpacking gzip.</summary>
internal static class DataFile
{
    private const int SmallestGZip = 18;

    /// <summary>The bytes of a file. Gzip is known by its content, because some downloads are unpacked and keep the name.</summary>
    /// <exception cref="UserError">The file cannot be read, or is damaged.</exception>
    public static ReadOnlyMemory<byte> ReadAllBytes(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return bytes is [0x1F, 0x8B, ..] ? Unpack(bytes, path) : bytes;
        }
        catch (InvalidDataException)
        {
            throw new UserError($"'{path}' is a corrupt gzip file: it cannot be unpacked.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"'{path}' cannot be read: {error.Message}");
        }
    }

    private static ReadOnlyMemory<byte> Unpack(byte[] packed, string path)
    {
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
            gzip.CopyTo(unpacked);

        // GZipStream takes a file that is cut or goes on; but gzip ends with the size of what it holds.
        if (packed.Length < SmallestGZip || BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(^4..)) != unpacked.Length)
            throw new UserError($"'{path}' is a corrupt gzip file: it is cut short, or goes on after its end.");
        return unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length);
    }
}
