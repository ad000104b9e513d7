using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Emission;

/// <summary>How generated code calls what belongs to a node or a block.</summary>
internal static class Names
{
    /// <summary>The field of a parameter or buffer: <c>_stemConvWeight</c> in a model, <c>YConvWeight</c> in a block.</summary>
    public static string Field(GraphNode node, string parameter) => node.OwnerOf(parameter).FieldName + Text.PascalCase(parameter);

    /// <summary>The member of an instance's declaration in whose making the node takes part.</summary>
    public static string Member(GraphNode node, BlockInstance instance) =>
        node.Instance == instance ? (node.Inner?.Site ?? node.Site).Member ?? "" : instance.ChildAround(node.Instance).Member;

    /// <summary>What an instance calls a value: by its own name, or, where a block inside makes it, by the member that uses the block.</summary>
    public static string Inside(GraphNode node, BlockInstance instance) => node.Instance == instance ? node.LocalName : Member(node, instance);

    /// <summary>The object of a block, as what it stands in has it: <c>_layer1_0</c> in a model, <c>YInner</c> in a block.</summary>
    public static string Field(BlockInstance child)
    {
        // One that shares its parameters with another beside it is run by that one's object.
        var owner = child;
        while (owner.SharedWith is { } other && other.Parent == child.Parent)
            owner = other;
        return owner.Parent!.IsModel ? "_" + Text.CamelCase(owner.Name).TrimStart('@') : owner.Name;
    }
}
