using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;

namespace DeepDsl.Reading;

/// <summary>Reads a block of another assembly from what the generator left there, also where an editor has the source at hand: what is private cannot be seen in a compiled assembly, and editor and build must agree.</summary>
internal static class ForeignBlock
{
    /// <summary>The declaration; null where it cannot be had.</summary>
    /// <param name="name">The block's name.</param>
    /// <param name="type">Its class; null where the project does not see it.</param>
    /// <param name="reason">Why it cannot be had.</param>
    public static ModelDeclaration? Read(BlockName name, INamedTypeSymbol? type, out string reason)
    {
        if (type is null)
            reason = $"'{name.Short}' stands in the assembly '{name.Assembly}', which does not have it or is not referenced here";
        else if (type.GetAttributes().FirstOrDefault(attribute => KnownTypes.IsCompiledGraph(attribute.AttributeClass)) is { } graph)
            return graph.ConstructorArguments is [{ Value: int version }, { Value: string text }] ? CompiledGraph.Read(name, version, text, out reason) : CompiledGraph.Read(name, 0, null, out reason);
        else if (type.GetAttributes().Any(attribute => KnownTypes.IsModelAttribute(attribute.AttributeClass)))
            reason = $"'{name.Assembly}' does not say what '{name.Short}' consists of: it was compiled without DeepDsl's generator, or '{name.Short}' cannot be compiled there";
        else
            reason = $"'{name.Short}' is no block: a class with [Block] or [Model] can be used";
        return null;
    }

    /// <summary>The class that has a name; null where the project does not see it.</summary>
    public static INamedTypeSymbol? Find(BlockName name, Compilation compilation) => compilation.SourceModule.ReferencedAssemblySymbols
        .FirstOrDefault(assembly => assembly.Name == name.Assembly)?.GetTypeByMetadataName(name.InAssembly);
}
