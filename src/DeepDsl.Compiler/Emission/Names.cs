using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Emission;

/// <summary>How generated code calls what belongs to a node.</summary>
internal static class Names
{
    /// <summary>The field of a parameter or buffer, <c>_stemConvWeight</c>.</summary>
    public static string Field(GraphNode node, string parameter) => node.OwnerOf(parameter).FieldName + Text.PascalCase(parameter);
}
