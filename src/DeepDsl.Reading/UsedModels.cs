using System.Runtime.CompilerServices;
using DeepDsl.Compiler.Graph;
using Microsoft.CodeAnalysis;

namespace DeepDsl.Reading;

/// <summary>The models that code calls, whether they stand in the same project or in another assembly.</summary>
public static class UsedModels
{
    private static readonly ConditionalWeakTable<INamedTypeSymbol, StrongBox<ShapedGraph?>> Known = new();

    /// <summary>The graph of a model; null where a class is none, or does not say what it consists of.</summary>
    public static ShapedGraph? GraphOf(INamedTypeSymbol type, Compilation compilation, CancellationToken cancel)
    {
        if (!type.GetAttributes().Any(attribute => KnownTypes.IsModelAttribute(attribute.AttributeClass)))
            return null;
        return Known.TryGetValue(type, out var known) ? known.Value : Known.GetValue(type, _ => new(Find(type, compilation, cancel))).Value;
    }

    private static ShapedGraph? Find(INamedTypeSymbol type, Compilation compilation, CancellationToken cancel)
    {
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
            return BlockReader.ReadForeign(type, compilation, cancel) is { } foreign ? CompiledModels.Analyze(foreign) : null;
        return ModelParts.Of(type, cancel) is { } parts && ModelContext.TryCreate(parts.Main, compilation.GetSemanticModel(parts.Main.SyntaxTree), cancel, out var model) ? model.Graph : null;
    }
}
