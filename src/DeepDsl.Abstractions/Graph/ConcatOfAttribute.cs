namespace DeepDsl;

/// <summary>One node of a block from each of its repetitions, joined along a dimension.</summary>
/// <param name="use">The name of a member with one <see cref="UseAttribute{TBlock}"/>.</param>
/// <param name="output">The name of a node of that block.</param>
public sealed class ConcatOfAttribute(string use, string output) : GatherAttribute(use, output)
{
    /// <summary>The dimension along which the values are joined, counted with the batch as 0.</summary>
    public int Dim { get; set; } = 1;
}
