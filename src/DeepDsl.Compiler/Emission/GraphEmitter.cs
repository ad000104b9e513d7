using DeepDsl.Compiler.Declarations;

namespace DeepDsl.Compiler.Emission;

/// <summary>Writes the attribute by which other assemblies read a model or block.</summary>
internal static class GraphEmitter
{
    public static GeneratedSource Emit(ModelDeclaration model) => SourceFile.Write(model, ".Graph", "what it consists of, for other assemblies", "", _ => { }, Attribute(model));

    private static string Attribute(ModelDeclaration model)
    {
        var lines = CompiledGraph.Write(model).Split('\n').Select(line => $"    {line}\n");
        return $"[global::DeepDsl.CompiledGraph({CompiledGraph.Version}, \"\"\"\n{string.Concat(lines)}    \"\"\")]";
    }
}
