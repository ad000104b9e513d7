namespace DeepDsl;

/// <summary>The sum, over the repetitions of a block, of one of its nodes: the skips of a WaveNet, say.</summary>
/// <param name="use">The name of a member with one <see cref="UseAttribute{TBlock}"/>.</param>
/// <param name="output">The name of a node of that block.</param>
public sealed class SumOfAttribute(string use, string output) : GatherAttribute(use, output);
