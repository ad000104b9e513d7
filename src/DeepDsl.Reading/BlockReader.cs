using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;

namespace DeepDsl.Reading;

/// <summary>Reads the blocks that a class uses, and those that they use.</summary>
/// <remarks>The semantic step of a generator runs on every edit anyway, so it can follow uses into other files; the result is a value, and cuts.</remarks>
internal static class BlockReader
{
    public static EquatableArray<ModelDeclaration> Read(ModelParts parts, Compilation compilation, CancellationToken cancel)
    {
        var found = new SortedDictionary<string, ModelDeclaration>(StringComparer.Ordinal);
        Add(parts, compilation, found, cancel);
        return found.Values.ToEquatableArray();
    }

    private static void Add(ModelParts user, Compilation compilation, SortedDictionary<string, ModelDeclaration> found, CancellationToken cancel)
    {
        foreach (var type in Used(user, cancel))
        {
            if (found.ContainsKey(TypeReader.FullName(type)) || ModelParts.Of(type, cancel) is not { } parts)
                continue;
            found[TypeReader.FullName(type)] = ModelReader.ReadAlone(parts, compilation.GetSemanticModel(parts.Main.SyntaxTree), cancel, out _);
            Add(parts, compilation, found, cancel);
        }
    }

    private static IEnumerable<INamedTypeSymbol> Used(ModelParts user, CancellationToken cancel) =>
        from node in NodeReader.Find(user, cancel)
        from attribute in LanguageAttributes.On(node.Symbol)
        let block = LanguageAttributes.BlockOf(attribute) as INamedTypeSymbol
        where block is not null
        select block.OriginalDefinition;
}
