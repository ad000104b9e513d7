namespace DeepDsl;

/// <summary>Takes one node from each repetition of a block.</summary>
/// <param name="use">The name of a member with one <see cref="UseAttribute{TBlock}"/>.</param>
/// <param name="output">The name of a node of that block.</param>
public abstract class GatherAttribute(string use, string output) : OperatorAttribute
{
    /// <summary>The name of the member with the repeated block.</summary>
    public string Use { get; } = use;

    /// <summary>The name of a node of that block.</summary>
    public string Output { get; } = output;

    internal override IEnumerable<string?> OtherInputs => [Use];
}
