namespace DeepDsl.Compiler.Declarations;

/// <summary>The name by which uses refer to a block: that of the run time's reflection, and before it the assembly where that is another one, <c>Library::Vision.Outer+Gated</c>.</summary>
public readonly record struct BlockName(string Text)
{
    private const string Separator = "::";

    /// <summary>The assembly; empty for the project's own.</summary>
    public string Assembly => IsForeign ? Text[..Split] : "";

    /// <summary>The name in the assembly.</summary>
    public string InAssembly => IsForeign ? Text[(Split + Separator.Length)..] : Text;

    /// <summary>The class's own name, without what it stands in.</summary>
    public string Short => InAssembly.Split('.', '+').Last().Split('`')[0];

    /// <summary>Whether it stands in another assembly.</summary>
    public bool IsForeign => Split >= 0;

    private int Split => Text.IndexOf(Separator, StringComparison.Ordinal);

    /// <summary>The name as others see what stands in an assembly.</summary>
    public BlockName From(string assembly) => IsForeign ? this : new($"{assembly}{Separator}{Text}");
}
