namespace Digits;

/// <summary>What the command line asks for.</summary>
/// <param name="DataFolder">Where the MNIST-format files lie; null for the digits that come with the sample.</param>
/// <param name="LearningRate">The peak of the schedule; null for what the model declares.</param>
/// <param name="SaveFile">Where to write the trained model; null to keep none.</param>
internal sealed record TrainingOptions(string? DataFolder, int Epochs, int BatchSize, float? LearningRate, int Seed, string? SaveFile)
{
    /// <exception cref="UserError">The training set does not fill one batch.</exception>
    public void CheckAgainst(ImageSet train)
    {
        if (BatchSize > train.Count)
            throw new UserError($"--batch {BatchSize} is larger than the training set, which has {train.Count} image(s).");
    }
}
