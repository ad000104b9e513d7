namespace ResNet;

/// <summary>Reads CIFAR-10 in its binary format: files of records, each a label and 3,072 bytes of pixels.</summary>
internal static class CifarFolder
{
    private const int RecordSize = 1 + ImageSet.PixelsPerImage;
    private const int Classes = 10;

    /// <exception cref="UserError">The folder has not the files, or one is not in the format.</exception>
    public static ImageData Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new UserError($"There is no folder '{folder}'.");
        // The archive unpacks into a folder of its own.
        var inner = Path.Combine(folder, "cifar-10-batches-bin");
        var place = Directory.Exists(inner) ? inner : folder;
        var train = Join([.. Enumerable.Range(1, 5).Select(number => Path.Combine(place, $"data_batch_{number}.bin")).Where(File.Exists).Select(ReadFile)]);
        if (train.Count == 0)
            throw new UserError($"'{folder}' has no data_batch_1.bin to data_batch_5.bin, the training images of CIFAR-10 in binary format.");
        var test = Path.Combine(place, "test_batch.bin");
        if (!File.Exists(test))
            throw new UserError($"'{folder}' has no test_batch.bin, the test images of CIFAR-10 in binary format.");
        return new($"CIFAR-10 in {folder}", train, ReadFile(test));
    }

    private static ImageSet ReadFile(string path)
    {
        var bytes = ReadBytes(path);
        if (bytes.Length == 0 || bytes.Length % RecordSize != 0)
            throw new UserError($"'{path}' has {bytes.Length:N0} bytes, which is not a number of records of {RecordSize:N0}: one byte for the class and {ImageSet.PixelsPerImage:N0} for the pixels.");
        var count = bytes.Length / RecordSize;
        var set = new ImageSet(new byte[count * ImageSet.PixelsPerImage], new byte[count]);
        for (var i = 0; i < count; i++)
        {
            var record = bytes.AsSpan(i * RecordSize, RecordSize);
            if (record[0] >= Classes)
                throw new UserError($"'{path}' says that image {i + 1} is of class {record[0]}, but the classes are 0 to {Classes - 1}.");
            set.Labels[i] = record[0];
            record[1..].CopyTo(set.Pixels.AsSpan(i * ImageSet.PixelsPerImage));
        }
        return set;
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"'{path}' cannot be read: {error.Message}");
        }
    }

    private static ImageSet Join(ImageSet[] sets) => new([.. sets.SelectMany(set => set.Pixels)], [.. sets.SelectMany(set => set.Labels)]);
}
