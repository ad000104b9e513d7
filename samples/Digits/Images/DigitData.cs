namespace Digits;

/// <summary>What to learn from, and what to be judged by.</summary>
internal sealed record DigitData(string Title, ImageSet Train, ImageSet Test)
{
    /// <summary>The digits that come with the sample; data/README.md says where they are from.</summary>
    public static DigitData Shipped()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "data");
        return new(
            "Optical Recognition of Handwritten Digits",
            DigitsCsv.Read(Path.Combine(folder, "optdigits-train.csv.gz")),
            DigitsCsv.Read(Path.Combine(folder, "optdigits-test.csv.gz")));
    }

    public override string ToString() =>
        $"{Title}: {Train.Count} images to train, {Test.Count} to test, {Train.Height}x{Train.Width} pixels";
}
