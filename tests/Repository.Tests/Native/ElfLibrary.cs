using System.Buffers.Binary;
using System.Text;

namespace Repository.Tests.Native;

/// <summary>The smallest ELF64 image that demands versions of other libraries: a header, strings, .gnu.version_r, and the table of sections.</summary>
internal static class ElfLibrary
{
    private const int HeaderSize = 64, SectionSize = 64, EntrySize = 16;
    private const uint StringTable = 3, VersionNeeds = 0x6ffffffe;

    /// <summary>The image, and where the flags of each demanded version stand in it.</summary>
    public static (byte[] Image, IReadOnlyDictionary<string, int> Flags) Demanding(params (string File, string[] Versions)[] files)
    {
        var names = Encoding.ASCII.GetBytes("\0" + string.Concat(files.SelectMany(f => f.Versions.Prepend(f.File)).Select(name => name + "\0")));
        var demandsAt = HeaderSize + names.Length;
        var demandsSize = files.Sum(file => 1 + file.Versions.Length) * EntrySize;
        var sectionsAt = demandsAt + demandsSize;
        var image = new byte[sectionsAt + 3 * SectionSize];

        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(image, 0);
        Put64(0x28, sectionsAt);
        Put16(0x3a, SectionSize);
        Put16(0x3c, 3);
        names.CopyTo(image, HeaderSize);
        PutSection(1, StringTable, HeaderSize, names.Length, link: 0);
        PutSection(2, VersionNeeds, demandsAt, demandsSize, link: 1);

        var flags = new Dictionary<string, int>();
        var at = demandsAt;
        foreach (var (file, versions) in files)
        {
            Put16(at, 1);
            Put16(at + 2, versions.Length);
            Put32(at + 4, NameAt(file));
            Put32(at + 8, EntrySize);
            Put32(at + 12, file == files[^1].File ? 0 : (1 + versions.Length) * EntrySize);
            foreach (var version in versions)
            {
                at += EntrySize;
                flags[version] = at + 4;
                Put32(at + 8, NameAt(version));
                Put32(at + 12, version == versions[^1] ? 0 : EntrySize);
            }
            at += EntrySize;
        }
        return (image, flags);

        int NameAt(string name) => names.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\0{name}\0")) + 1;
        void Put16(int offset, int value) => BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(offset), (ushort)value);
        void Put32(int offset, long value) => BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(offset), (uint)value);
        void Put64(int offset, long value) => BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(offset), value);
        void PutSection(int index, uint type, int offset, int size, int link)
        {
            var section = sectionsAt + index * SectionSize;
            Put32(section + 4, type);
            Put64(section + 0x18, offset);
            Put64(section + 0x20, size);
            Put32(section + 0x28, link);
        }
    }
}
