namespace ResNet.Tests;

public sealed class CifarFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("")]
    [InlineData("cifar-10-batches-bin/")]
    public void Reads_the_files_of_the_archive(string inner)
    {
        _folder.Write(inner + "data_batch_1.bin", [.. Record(3, 7), .. Record(9, 8)]);
        _folder.Write(inner + "data_batch_2.bin", Record(0, 9));
        _folder.Write(inner + "test_batch.bin", Record(1, 250));
        var data = CifarFolder.Read(_folder.Path);
        Assert.Equal<byte>([3, 9, 0], data.Train.Labels);
        Assert.Equal<byte>([1], data.Test.Labels);
        Assert.Equal(3 * ImageSet.PixelsPerImage, data.Train.Pixels.Length);
        Assert.Equal((7, 8, 9, 250), (data.Train.Pixels[0], data.Train.Pixels[ImageSet.PixelsPerImage], data.Train.Pixels[^1], data.Test.Pixels[^1]));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() => Fails("There is no folder '", Path.Combine(_folder.Path, "missing"));

    [Fact]
    public void An_empty_folder_says_what_it_needs() => Fails("has no data_batch_1.bin to data_batch_5.bin", _folder.Path);

    [Fact]
    public void Test_images_are_needed_too()
    {
        _folder.Write("data_batch_1.bin", Record(3, 7));
        Fails("has no test_batch.bin", _folder.Path);
    }

    [Fact]
    public void A_file_that_was_cut_short_is_refused()
    {
        _folder.Write("data_batch_1.bin", Record(3, 7)[..3000]);
        _folder.Write("test_batch.bin", Record(3, 7));
        Fails("has 3,000 bytes, which is not a number of records of 3,073", _folder.Path);
    }

    [Fact]
    public void A_class_that_does_not_exist_is_refused()
    {
        _folder.Write("data_batch_1.bin", [.. Record(3, 7), .. Record(10, 7)]);
        _folder.Write("test_batch.bin", Record(3, 7));
        Fails("says that image 2 is of class 10, but the classes are 0 to 9", _folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    private static void Fails(string sentence, string folder)
    {
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
        try
        {
            Assert.Contains(sentence, Assert.Throws<UserError>(() => CifarFolder.Read(folder)).Message, StringComparison.Ordinal);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    private static byte[] Record(byte label, byte pixel) => [label, .. Enumerable.Repeat(pixel, ImageSet.PixelsPerImage)];
}
