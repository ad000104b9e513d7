namespace Digits.Tests;

public sealed class DataFileTests : IDisposable
{
    private const string CutOrContinued = "'{0}' is a corrupt gzip file: it is cut short, or goes on after its end.";
    private const string NotToBeUnpacked = "'{0}' is a corrupt gzip file: it cannot be unpacked.";
    private static readonly byte[] Content = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * i))];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_a_plain_file() => Assert.Equal(Content, Read("plain", Content));

    [Fact]
    public void Unpacks_gzip() => Assert.Equal(Content, Read("packed.gz", Idx.GZip(Content)));

    [Fact]
    public void Unpacks_gzip_that_lost_its_name() => Assert.Equal(Content, Read("packed", Idx.GZip(Content)));

    [Fact]
    public void Reads_a_plain_file_that_kept_the_name_of_gzip() => Assert.Equal(Content, Read("plain.gz", Content));

    [Fact]
    public void A_cut_gzip_file_is_corrupt() => Fails(Idx.GZip(Content)[..^40], CutOrContinued);

    [Fact]
    public void A_gzip_file_without_its_checksum_is_corrupt() => Fails(Idx.GZip(Content)[..^8], CutOrContinued);

    [Fact]
    public void A_gzip_file_of_two_bytes_is_corrupt() => Fails([0x1F, 0x8B], CutOrContinued);

    [Fact]
    public void A_gzip_file_that_goes_on_is_corrupt() => Fails([.. Idx.GZip(Content), 1, 2, 3, 4, 5], CutOrContinued);

    [Fact]
    public void A_gzip_file_with_a_wrong_checksum_is_corrupt()
    {
        var packed = Idx.GZip(Content);
        packed[^6] ^= 1;
        Fails(packed, NotToBeUnpacked);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        var missing = _folder.File("missing");
        Assert.StartsWith($"'{missing}' cannot be read: ", Assert.Throws<UserError>(() => DataFile.ReadAllBytes(missing)).Message);
    }

    private byte[] Read(string name, byte[] content) => DataFile.ReadAllBytes(_folder.Put(name, content)).ToArray();

    private void Fails(byte[] content, string sentence)
    {
        var path = _folder.Put("packed.gz", content);
        Assert.Equal(string.Format(sentence, path), Assert.Throws<UserError>(() => DataFile.ReadAllBytes(path)).Message);
    }
}
