namespace DeepDsl;

/// <summary>Takes the member's input from <paramref name="node"/> instead of the member declared before it.</summary>
/// <param name="node">The name of a member declared earlier.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FromAttribute(string node) : Attribute
{
    /// <summary>The name of the member that is the input.</summary>
    public string Node { get; } = node;
}
