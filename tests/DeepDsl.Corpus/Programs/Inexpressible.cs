namespace DeepDsl.Corpus.Programs;

/// <summary>What keeps a program from being written in DeepDsl.</summary>
/// <param name="topic">The same for all programs that it keeps for one cause.</param>
/// <param name="reason">The reason, in one sentence.</param>
internal sealed class Inexpressible(string topic, string reason) : Exception(reason)
{
    public string Topic => topic;

    /// <summary>The language lacks something.</summary>
    public static Inexpressible Lacking(string what) => new($"the language lacks {what}", $"The language has no {what}.");
}
