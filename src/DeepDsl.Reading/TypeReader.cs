using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepDsl.Reading;

/// <summary>Reads what the generator needs to add a part to a class.</summary>
internal static class TypeReader
{
    public static TypeDeclaration Read(ModelParts parts) => new(
        parts.Type.ContainingNamespace is { IsGlobalNamespace: false } space ? Escaped(space) : "",
        parts.Type.Name,
        TypeParameters(parts.Type),
        $"partial {Keyword(parts.Type)}",
        Containers(parts.Type).Select(container => $"partial {Keyword(container)} {Escaped(container.Name)}{TypeParameters(container)}").ToEquatableArray())
    {
        FullName = FullName(parts.Type, parts.Type.ContainingAssembly),
        Access = Access(parts.Type),
        IsOpen = parts.AreOpen,
    };

    /// <summary>The name by which a use refers to a block, as <see cref="BlockName"/> takes it apart.</summary>
    /// <param name="type">The block's class.</param>
    /// <param name="home">The assembly that the use stands in.</param>
    public static string FullName(ITypeSymbol type, IAssemblySymbol home)
    {
        var name = new BlockName(type is INamedTypeSymbol named ? MetadataName(named.OriginalDefinition) : type.ToDisplayString());
        return type.ContainingAssembly is { } other && !SymbolEqualityComparer.Default.Equals(other, home) ? name.From(other.Name).Text : name.Text;
    }

    /// <summary>The types that a type is nested in, from the outermost.</summary>
    public static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type) =>
        type.ContainingType is { } container ? Containers(container).Append(container) : [];

    private static string Access(INamedTypeSymbol type)
    {
        var levels = Containers(type).Append(type).Select(level => level.DeclaredAccessibility).ToArray();
        return levels.All(level => level == Accessibility.Public) ? "public"
            : levels.All(level => level is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal) ? "internal"
            : "private";
    }

    private static string MetadataName(INamedTypeSymbol type) =>
        type.ContainingType is { } container ? $"{MetadataName(container)}+{type.MetadataName}"
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{MetadataName(space)}.{type.MetadataName}"
        : type.MetadataName;

    private static string MetadataName(INamespaceSymbol space) =>
        space.ContainingNamespace is { IsGlobalNamespace: false } outer ? $"{MetadataName(outer)}.{space.MetadataName}" : space.MetadataName;

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    private static string TypeParameters(INamedTypeSymbol type) =>
        type.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", type.TypeParameters.Select(parameter => Escaped(parameter.Name)))}>";

    private static string Escaped(INamespaceSymbol space) =>
        space.ContainingNamespace is { IsGlobalNamespace: false } outer ? $"{Escaped(outer)}.{Escaped(space.Name)}" : Escaped(space.Name);

    private static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
