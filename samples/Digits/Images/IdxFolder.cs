namespace Digits;

/// <summary>A folder with the four files of MNIST, or of a data set that comes in the same form.</summary>
internal static class IdxFolder
{
    private const byte MaxInk = 255;

    /// <exception cref="UserError">The folder or a file is missing or damaged, or they do not go together.</exception>
    public static DigitData Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new UserError($"The folder '{folder}' does not exist.");

        // All four before any is read: what is missing shows at once.
        var (trainImages, trainLabels) = (Find(folder, "train-images", "idx3"), Find(folder, "train-labels", "idx1"));
        var (testImages, testLabels) = (Find(folder, "t10k-images", "idx3"), Find(folder, "t10k-labels", "idx1"));
        var train = ReadSet(trainImages, trainLabels);
        var test = ReadSet(testImages, testLabels);
        if ((train.Height, train.Width) != (test.Height, test.Width))
            throw new UserError($"The training images are {train.Height}x{train.Width} pixels, but the test images are {test.Height}x{test.Width}.");
        return new(Path.GetFileName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar)), train, test);
    }

    private static ImageSet ReadSet(string imageFile, string labelFile)
    {
        var (height, width, pixels) = IdxFile.ReadImages(imageFile);
        var labels = IdxFile.ReadLabels(labelFile);
        var count = pixels.Length / (height * width);
        if (count != labels.Length)
            throw new UserError($"'{imageFile}' holds {count} image(s), but '{labelFile}' holds {labels.Length} label(s).");
        return new(height, width, pixels, labels, MaxInk);
    }

    // Both spellings go around: the original's dash, and the dot of many copies.
    private static string Find(string folder, string content, string format)
    {
        string[] names = [$"{content}-{format}-ubyte", $"{content}.{format}-ubyte"];
        return names.SelectMany(name => new[] { name, name + ".gz" }).Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new UserError($"The folder '{folder}' has no '{names[0]}' (nor '{names[1]}', plain or .gz).");
    }
}
