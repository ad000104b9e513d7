using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Graph;

/// <summary>One value of the network: an input, or the result of one operator.</summary>
public sealed class GraphNode
{
    /// <summary>The position in topological order.</summary>
    public required int Index { get; init; }

    /// <summary>Where it is declared.</summary>
    public required Site Site { get; init; }

    /// <summary>Where in a block it is declared, if the site is the use of one.</summary>
    public BlockSite? Inner { get; init; }

    /// <summary>The attribute as written; null for inputs.</summary>
    public AttributeDeclaration? Declaration { get; init; }

    /// <summary>Whether an operator that stands for several made it.</summary>
    public bool IsMade { get; init; }

    /// <summary>The operator as users know it, such as <c>Conv2d(32, 3)</c>.</summary>
    public required string Text { get; init; }

    /// <summary>The operator; null for inputs and after a misfit.</summary>
    public Operator? Operator { get; init; }

    public required IReadOnlyList<GraphNode> Inputs { get; init; }

    /// <summary>The inputs that the operator computes with; the others lend their shape.</summary>
    public IEnumerable<GraphNode> ValueInputs => Operator is IShapeReader reader ? Inputs.Take(reader.ValueInputs) : Inputs;

    public required Shape Shape { get; init; }

    /// <summary>What it stands in: the model, or a repetition of a block.</summary>
    public required BlockInstance Instance { get; init; }

    /// <summary>The name within the instance: the member's for its last operator, <c>StemConv</c> for one before.</summary>
    public required string LocalName { get; set; }

    /// <summary>The name in the model, <c>Layer1_0.YConv</c>.</summary>
    public string Name => Instance.IsModel ? LocalName : $"{Instance}.{LocalName}";

    /// <summary>What the names of its fields in code begin with, <c>_stemConv</c> in a model and <c>YConv</c> in a block.</summary>
    public string FieldName { get; init; } = "";

    /// <summary>The prefix of its state names, <c>stem.conv</c>.</summary>
    public required string StateName { get; init; }

    /// <summary>The name of a parameter or buffer in the state dictionary.</summary>
    public string StateNameOf(string parameter) => parameter.Length == 0 ? StateName : $"{StateName}.{parameter}";

    /// <summary>Whether it consists of integers: an input of indices.</summary>
    public bool IsInteger { get; init; }

    /// <summary>The node whose weight it takes as its own.</summary>
    public GraphNode? TiedTo { get; init; }

    /// <summary>Whether it stays as it is: nothing of its own learns, and it runs as in inference also while training.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Whether a parameter gets a gradient from here.</summary>
    public bool Learns(string parameter) => !IsFrozen && !OwnerOf(parameter).IsFrozen;

    /// <summary>The node that a parameter belongs to.</summary>
    public GraphNode OwnerOf(string parameter) => SharedWith?.OwnerOf(parameter) ?? (parameter == "weight" ? TiedTo?.OwnerOf(parameter) ?? this : this);

    /// <summary>The node whose parameters and buffers are its own, as it stands in a block that is used again.</summary>
    public GraphNode? SharedWith { get; init; }

    public bool IsInput => Declaration is null;

    public override string ToString() => $"{Name} {Shape}";
}
