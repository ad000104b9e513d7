namespace Digits;

/// <summary>A file that is written beside its place and then renamed, so that nobody ever finds half of it.</summary>
internal sealed class OutputFile
{
    private readonly string _beside;

    private OutputFile(string path) => (FullPath, _beside) = (path, $"{path}.{Environment.ProcessId}.tmp");

    public string FullPath { get; }

    /// <summary>Makes sure now that <see cref="Write"/> will find a place to write to.</summary>
    /// <exception cref="UserError">It would not.</exception>
    public static OutputFile At(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new UserError("The name of a file to write is empty.");
        var file = new OutputFile(Path.GetFullPath(path));
        if (Directory.Exists(file.FullPath))
            throw new UserError($"'{path}' is a folder, and the name of a file is needed.");
        if (Path.GetDirectoryName(file.FullPath) is var folder && !Directory.Exists(folder))
            throw new UserError($"The folder '{folder}' does not exist, so '{path}' cannot be written.");

        file.Guard(() => File.Create(file._beside, bufferSize: 1, FileOptions.DeleteOnClose).Dispose());
        return file;
    }

    /// <param name="write">Writes to the path that it is given.</param>
    /// <exception cref="UserError">The file cannot be written; one that was there before is untouched.</exception>
    public void Write(Action<string> write) => Guard(() =>
    {
        try
        {
            write(_beside);
            File.Move(_beside, FullPath, overwrite: true);
        }
        catch
        {
            File.Delete(_beside);
            throw;
        }
    });

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"'{FullPath}' cannot be written: {error.Message}");
        }
    }
}
