using DeepDsl.Build;

namespace Repository.Tests.Native;

public sealed class ElfVersionsTests
{
    private const string Version = "GLIBCXX_3.4.32";
    private const byte Weak = 2;

    private static (byte[] Image, IReadOnlyDictionary<string, int> Flags) TorchSharp() => ElfLibrary.Demanding(
        ("libc.so.6", ["GLIBC_2.34", "GLIBC_2.2.5"]),
        ("libstdc++.so.6", ["GLIBCXX_3.4.3", Version, "GLIBCXX_3.4"]),
        ("libm.so.6", ["GLIBC_2.29"]));

    [Fact]
    public void Sets_the_flag_of_that_version_and_no_other_byte()
    {
        var (image, flags) = TorchSharp();
        var expected = image.ToArray();
        expected[flags[Version]] = Weak;

        Assert.Equal(Weakening.Done, ElfVersions.Weaken(image, Version));
        Assert.Equal(expected, image);
    }

    [Fact]
    public void Finds_the_first_and_the_last_demand()
    {
        var (image, flags) = TorchSharp();
        Assert.Equal(Weakening.Done, ElfVersions.Weaken(image, "GLIBC_2.34"));
        Assert.Equal(Weakening.Done, ElfVersions.Weaken(image, "GLIBC_2.29"));
        Assert.Equal([Weak, Weak], [image[flags["GLIBC_2.34"]], image[flags["GLIBC_2.29"]]]);
    }

    [Fact]
    public void A_second_time_changes_nothing()
    {
        var image = TorchSharp().Image;
        ElfVersions.Weaken(image, Version);
        var once = image.ToArray();
        Assert.Equal(Weakening.Done, ElfVersions.Weaken(image, Version));
        Assert.Equal(once, image);
    }

    [Fact]
    public void Leaves_a_library_alone_that_does_not_demand_the_version() =>
        Unchanged(ElfLibrary.Demanding(("libstdc++.so.6", ["GLIBCXX_3.4.3", "GLIBCXX_3.4.321"])).Image, Weakening.NotDemanded);

    [Theory]
    [InlineData(0, 0x7e)] // another magic number
    [InlineData(4, 1)]    // 32 bits
    [InlineData(5, 2)]    // big-endian
    public void Leaves_other_formats_alone(int at, byte value)
    {
        var image = TorchSharp().Image;
        image[at] = value;
        Unchanged(image, Weakening.NotReadable);
    }

    [Fact]
    public void Leaves_a_truncated_library_alone()
    {
        var image = TorchSharp().Image;
        for (var length = 0; length < image.Length - 128; length++)
            Unchanged(image[..length], Weakening.NotReadable);
    }

    [Fact]
    public void Leaves_an_image_with_a_broken_chain_alone()
    {
        var (image, flags) = TorchSharp();
        image.AsSpan(flags["GLIBC_2.34"] + 8, 4).Fill(0xff);
        Unchanged(image, Weakening.NotReadable);
    }

    private static void Unchanged(byte[] image, Weakening outcome)
    {
        var before = image.ToArray();
        Assert.Equal(outcome, ElfVersions.Weaken(image, Version));
        Assert.Equal(before, image);
    }
}
