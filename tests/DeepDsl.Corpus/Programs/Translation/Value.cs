namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>A value of the network.</summary>
/// <param name="Member">The member that it becomes.</param>
/// <param name="Shape">Its shape as Keras has it: without the batch, channels last.</param>
/// <param name="IsFeaturesLast">Whether its features stand last in DeepDsl too, where the channels of maps and sequences stand first.</param>
internal sealed record Value(string Member, int[] Shape, bool IsFeaturesLast)
{
    public int Rank => Shape.Length;

    /// <summary>Whether its last dimension in Keras is the second one here.</summary>
    public bool IsChannelsFirst => Rank > 1 && !IsFeaturesLast;
}
