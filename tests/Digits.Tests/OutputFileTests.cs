namespace Digits.Tests;

public sealed class OutputFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_and_leaves_nothing_beside()
    {
        var path = _folder.File("model.dat");
        OutputFile.At(path).Write(beside => File.WriteAllText(beside, "new"));

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_failure_leaves_the_old_file_as_it_was()
    {
        var path = _folder.Put("model.dat", "old"u8.ToArray());
        var file = OutputFile.At(path);

        var error = Assert.Throws<UserError>(() => file.Write(beside =>
        {
            File.WriteAllText(beside, "half");
            throw new IOException("The disk is full.");
        }));

        Assert.Equal($"'{path}' cannot be written: The disk is full.", error.Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Asking_for_a_place_makes_no_file()
    {
        OutputFile.At(_folder.File("model.dat"));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void The_folder_must_exist()
    {
        var path = Path.Combine(_folder.File("none"), "model.dat");
        Fails(path, $"The folder '{_folder.File("none")}' does not exist, so '{path}' cannot be written.");
    }

    [Fact]
    public void A_folder_is_no_file() => Fails(_folder.Path, $"'{_folder.Path}' is a folder, and the name of a file is needed.");

    [Fact]
    public void A_name_must_not_be_empty() => Fails(" ", "The name of a file to write is empty.");

    private static void Fails(string path, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<UserError>(() => OutputFile.At(path)).Message);
}
