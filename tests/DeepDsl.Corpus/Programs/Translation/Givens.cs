namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>What is known of a program beside its layers.</summary>
/// <param name="Dataset">The data it is trained on.</param>
/// <param name="Portable">How much of it the file has.</param>
/// <param name="InputShape">The shape of an input, channels last, where the file does not have it.</param>
/// <param name="InfersLoss">Whether a program without a loss gets the one that its last activation is made for.</param>
/// <param name="AssumesInput">Whether sizes of the input that nobody says are assumed.</param>
internal sealed record Givens(string? Dataset = null, string? Portable = null, int[]? InputShape = null, bool InfersLoss = false, bool AssumesInput = false)
{
    private static readonly Dictionary<string, int[]> Datasets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["MNIST"] = [28, 28, 1],
        ["CIFAR-10"] = [32, 32, 3],
    };

    /// <summary>The shape of an input that the layers do not say; null where nobody does.</summary>
    public int[]? Shape => InputShape ?? (Dataset is null ? null : Datasets.GetValueOrDefault(Dataset));
}
