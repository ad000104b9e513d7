using DeepDsl.Corpus.Programs.Keras;

namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>The shape of an input that nobody says: as many features as the first dense layer has units, or a square image, with the sizes that are known in their places.</summary>
internal static class AssumedInput
{
    private const int Colors = 3;
    private const int FewFeatures = 64;

    /// <summary>The sides of images, of which the first is taken that no window empties.</summary>
    public static int[] Sides { get; } = [32, 64, 128, 256];

    /// <summary>The shape without the batch, channels last.</summary>
    /// <param name="first">The layer that takes the input.</param>
    /// <param name="written">What the file has of the shape; null for free sizes.</param>
    /// <param name="side">The side of images.</param>
    /// <exception cref="Inexpressible">Nothing can be assumed for such a layer.</exception>
    public static int[] Of(KerasLayer first, int?[]? written, int side)
    {
        int[] usual = first.Type switch
        {
            "Dense" => [Units(first) ?? FewFeatures],
            "Conv1D" => [side, Colors],
            "Conv2D" => [side, side, Colors],
            _ => throw new Inexpressible("the input's shape is not in the file", "The file does not say which shape the input has."),
        };
        if (written is null || written.Length == 0)
            return usual;
        return written.Length == usual.Length || first.Type == "Dense"
            ? [.. written.Select((size, i) => size ?? (i == written.Length - 1 ? usual[^1] : side))]
            : throw new Inexpressible("the input's shape is an expression or free", "A size of the input is free, and shapes are fixed here.");
    }

    private static int? Units(KerasLayer layer) => layer.Facts.IsExpression("units") ? null : layer.Facts.Whole("units");
}
