using System.ComponentModel;

namespace DeepDsl;

/// <summary>What a block or model consists of, written by the generator for projects that use it from another assembly: private members and the bodies of computed ones are not to be seen there. Nobody writes it by hand.</summary>
/// <param name="version">The format of <paramref name="text"/>.</param>
/// <param name="text">The declaration.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class CompiledGraphAttribute(int version, string text) : Attribute
{
    /// <summary>The format of <see cref="Text"/>.</summary>
    public int Version { get; } = version;

    /// <summary>The declaration.</summary>
    public string Text { get; } = text;
}
