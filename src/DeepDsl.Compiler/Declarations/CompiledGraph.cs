namespace DeepDsl.Compiler.Declarations;

/// <summary>The text by which a block or model tells other assemblies what it consists of: its declaration, without the blocks that it uses and without what only its own generated code needs.</summary>
public static class CompiledGraph
{
    /// <summary>The format that is written, and the newest that can be read.</summary>
    public const int Version = 1;

    /// <summary>The text of a declaration, the same for equal ones on every machine.</summary>
    public static string Write(ModelDeclaration model) => CompiledGraphWriter.Write(model);

    /// <summary>The declaration of a block in another assembly; null where it cannot be had.</summary>
    /// <param name="block">The block by its assembly and name, <c>Library::Vision.Gated</c>.</param>
    /// <param name="version">The format of the text.</param>
    /// <param name="text">What <see cref="Write"/> has written there.</param>
    /// <param name="reason">Why it cannot be had.</param>
    public static ModelDeclaration? Read(BlockName block, int version, string? text, out string reason)
    {
        reason = "";
        if (version > Version)
        {
            reason = $"'{block.Short}' was compiled with DeepDsl format {version}; this one reads up to {Version}: update the DeepDsl package here";
            return null;
        }
        try
        {
            return version == Version ? CompiledGraphReader.Read(block, text ?? "") : throw new FormatException("No version has this number.");
        }
        catch (Exception damage) when (damage is FormatException or OverflowException)
        {
            reason = $"What '{block.Assembly}' says about '{block.Short}' is damaged: compile '{block.Assembly}' again";
            return null;
        }
    }
}
