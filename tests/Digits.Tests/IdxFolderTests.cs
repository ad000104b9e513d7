namespace Digits.Tests;

public sealed class IdxFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public IdxFolderTests()
    {
        _folder.Put("train-images-idx3-ubyte", Idx.Images(3, 2, 2));
        _folder.Put("train-labels-idx1-ubyte", Idx.Labels(1, 2, 3));
        _folder.Put("t10k-images-idx3-ubyte", Idx.Images(2, 2, 2));
        _folder.Put("t10k-labels-idx1-ubyte", Idx.Labels(4, 5));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_the_four_files()
    {
        var (title, train, test) = IdxFolder.Read(_folder.Path);

        Assert.Equal(Path.GetFileName(_folder.Path), title);
        Assert.Equal((3, 2, 2, 255), (train.Count, train.Height, train.Width, train.MaxInk));
        Assert.Equal([8, 9, 10, 11], train.Image(2).ToArray());
        Assert.Equal([4, 5], test.Labels.ToArray());
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte.gz")]
    [InlineData("train-images.idx3-ubyte")]
    [InlineData("train-images.idx3-ubyte.gz")]
    public void Knows_the_other_names(string name)
    {
        File.Delete(_folder.File("train-images-idx3-ubyte"));
        _folder.Put(name, name.EndsWith(".gz") ? Idx.GZip(Idx.Images(3, 2, 2)) : Idx.Images(3, 2, 2));

        Assert.Equal(3, IdxFolder.Read(_folder.Path).Train.Count);
    }

    [Fact]
    public void The_folder_must_exist() => Fails(_folder.File("none"), $"The folder '{_folder.File("none")}' does not exist.");

    [Fact]
    public void A_file_is_no_folder()
    {
        var file = _folder.File("train-images-idx3-ubyte");
        Fails(file, $"The folder '{file}' does not exist.");
    }

    [Theory]
    [InlineData("train-images", "idx3")]
    [InlineData("train-labels", "idx1")]
    [InlineData("t10k-images", "idx3")]
    [InlineData("t10k-labels", "idx1")]
    public void Every_file_must_be_there(string content, string format)
    {
        File.Delete(_folder.File($"{content}-{format}-ubyte"));
        Fails($"The folder '{_folder.Path}' has no '{content}-{format}-ubyte' (nor '{content}.{format}-ubyte', plain or .gz).");
    }

    [Fact]
    public void Every_image_needs_a_label()
    {
        var labels = _folder.Put("train-labels-idx1-ubyte", Idx.Labels(1, 2));
        Fails($"'{_folder.File("train-images-idx3-ubyte")}' holds 3 image(s), but '{labels}' holds 2 label(s).");
    }

    [Fact]
    public void Training_and_test_images_are_of_one_size()
    {
        _folder.Put("t10k-images-idx3-ubyte", Idx.Images(2, 2, 3));
        Fails("The training images are 2x2 pixels, but the test images are 2x3.");
    }

    private void Fails(string sentence) => Fails(_folder.Path, sentence);

    private static void Fails(string folder, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<UserError>(() => IdxFolder.Read(folder)).Message);
}
