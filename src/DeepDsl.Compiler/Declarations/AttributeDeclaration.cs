namespace DeepDsl.Compiler.Declarations;

/// <summary>An attribute as written: its class's name and its constant arguments.</summary>
/// <param name="Type">The name of the attribute's class, such as <c>LinearAttribute</c>.</param>
/// <param name="Positional">The constructor's arguments.</param>
/// <param name="Named">The properties that were set.</param>
public sealed record AttributeDeclaration(string Type, EquatableArray<Constant> Positional, EquatableArray<NamedConstant> Named)
{
    /// <summary>The full name of the block, where the attribute is a <c>Use</c>; <see cref="BlockName"/> takes it apart.</summary>
    public string? Block { get; init; }

    /// <summary>The name as users write it, <c>Linear</c>.</summary>
    public string Name => Type.EndsWith("Attribute", StringComparison.Ordinal) ? Type[..^"Attribute".Length] : Type;

    /// <summary>The attribute as users write it, <c>[Linear(10, Bias = false)]</c>.</summary>
    public override string ToString()
    {
        var arguments = Positional.Select(value => value.ToString()).Concat(Named.Select(named => $"{named.Name} = {named.Value}")).ToArray();
        return arguments.Length == 0 ? $"[{Name}]" : $"[{Name}({string.Join(", ", arguments)})]";
    }
}

/// <summary>A property set in an attribute's argument list.</summary>
public sealed record NamedConstant(string Name, Constant Value);
