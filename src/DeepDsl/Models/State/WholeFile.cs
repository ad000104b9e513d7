namespace DeepDsl.Models;

/// <summary>Files that are there as a whole, or as they were before.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file beside its place and then moves it there.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var unfinished = path + ".unfinished";
        var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None);
        try
        {
            using (file)
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
