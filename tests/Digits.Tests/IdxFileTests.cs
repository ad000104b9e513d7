namespace Digits.Tests;

public sealed class IdxFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_images()
    {
        var (height, width, pixels) = IdxFile.ReadImages(Put(Idx.Images(2, 3, 4)));

        Assert.Equal((3, 4), (height, width));
        Assert.Equal(Enumerable.Range(0, 24).Select(pixel => (byte)pixel), pixels.ToArray());
    }

    [Fact]
    public void Reads_labels() => Assert.Equal([7, 0, 9], IdxFile.ReadLabels(Put(Idx.Labels(7, 0, 9))).ToArray());

    [Fact]
    public void Images_must_not_be_labels() => ImagesFail(Idx.Labels(1, 2),
        "'{0}' is not an IDX image file: it starts with 0x00000801 like an IDX label file, expected 0x00000803.");

    [Fact]
    public void Labels_must_not_be_images() => LabelsFail(Idx.Images(1, 2, 2),
        "'{0}' is not an IDX label file: it starts with 0x00000803 like an IDX image file, expected 0x00000801.");

    [Fact]
    public void A_foreign_file_is_named_by_its_first_bytes() => ImagesFail("%PDF-1.7"u8.ToArray(),
        "'{0}' is not an IDX image file: it starts with 0x25504446, expected 0x00000803.");

    [Fact]
    public void An_empty_file_is_truncated() => ImagesFail([],
        "'{0}' is truncated: the header of an IDX image file takes 16 bytes, and the file has 0.");

    [Fact]
    public void A_cut_header_is_truncated() => LabelsFail(Idx.Labels(1)[..6],
        "'{0}' is truncated: the header of an IDX label file takes 8 bytes, and the file has 6.");

    [Fact]
    public void Cut_images_are_truncated() => ImagesFail(Idx.Images(2, 3, 4)[..^5],
        "'{0}' is truncated: it announces 2 image(s) of 3x4 pixels, which is 24 bytes, and 19 follow.");

    [Fact]
    public void Cut_labels_are_truncated() => LabelsFail(Idx.Labels(1, 2, 3)[..^1],
        "'{0}' is truncated: it announces 3 label(s), which is 3 bytes, and 2 follow.");

    [Fact]
    public void Sizes_that_overflow_are_truncated() => ImagesFail(Idx.File(Idx.ImageMagic, [uint.MaxValue, uint.MaxValue, uint.MaxValue], 1, 2),
        "'{0}' is truncated: it announces 4294967295 image(s) of 4294967295x4294967295 pixels, which is 79228162458924105385300197375 bytes, and 2 follow.");

    [Fact]
    public void Images_must_not_go_on() => ImagesFail([.. Idx.Images(2, 3, 4), 1, 2, 3],
        "'{0}' goes on after its 2 image(s) of 3x4 pixels: 3 byte(s) too many.");

    [Fact]
    public void Labels_must_not_go_on() => LabelsFail([.. Idx.Labels(1, 2), 0],
        "'{0}' goes on after its 2 label(s): 1 byte(s) too many.");

    [Fact]
    public void There_must_be_images() => ImagesFail(Idx.Images(0, 28, 28), "'{0}' holds no images.");

    [Fact]
    public void Images_must_have_pixels() => ImagesFail(Idx.Images(5, 0, 28), "'{0}' holds images of 0x28 pixels, which is nothing to see.");

    [Fact]
    public void A_label_must_be_a_digit() => LabelsFail(Idx.Labels(9, 0, 10), "Label 3 of '{0}' is 10, and a digit is 0 to 9.");

    private string Put(byte[] content) => _folder.Put("file", content);

    private void ImagesFail(byte[] content, string sentence) => Fails(content, sentence, path => IdxFile.ReadImages(path));

    private void LabelsFail(byte[] content, string sentence) => Fails(content, sentence, path => IdxFile.ReadLabels(path));

    private void Fails(byte[] content, string sentence, Action<string> read)
    {
        var path = Put(content);
        Assert.Equal(string.Format(sentence, path), Assert.Throws<UserError>(() => read(path)).Message);
    }
}
