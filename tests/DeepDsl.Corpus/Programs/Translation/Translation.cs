namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>A program in the language.</summary>
/// <param name="Source">The class.</param>
/// <param name="AssumedInput">The shape of the input, channels last, where it was assumed.</param>
internal sealed record Translation(string Source, int[]? AssumedInput)
{
    /// <summary>What was assumed, in one sentence.</summary>
    public string? Assumption => AssumedInput is null ? null : $"The file does not have the input's shape, which is assumed to be ({string.Join(", ", AssumedInput)}).";
}
