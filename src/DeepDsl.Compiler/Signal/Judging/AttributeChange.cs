using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;

namespace DeepDsl.Compiler.Signal.Judging;

/// <summary>A change to one attribute of a model or of a block in it, for a declaration to be tried out with and for source to be edited by.</summary>
/// <param name="Block">The full name of the block; null for the model.</param>
/// <param name="Member">The member it stands on.</param>
/// <param name="Index">Which of the member's attributes it is.</param>
public sealed record AttributeChange(string? Block, string Member, int Index)
{
    private static readonly string[] Scales = [nameof(InitializedAttribute.WeightGain), nameof(InitializedAttribute.WeightStd), nameof(InitializedAttribute.WeightBound), nameof(InitializedAttribute.WeightValue), nameof(InitializedAttribute.WeightFan)];

    /// <summary>Another operator instead, with the arguments that it needs.</summary>
    public AttributeDeclaration? Instead { get; init; }

    /// <summary>Operators just behind it.</summary>
    public EquatableArray<AttributeDeclaration> Behind { get; init; }

    /// <summary>Properties to set.</summary>
    public EquatableArray<NamedConstant> Set { get; init; }

    /// <summary>Properties to leave to their defaults.</summary>
    public EquatableArray<string> Unset { get; init; }

    /// <summary>A change to the attribute that a node was written as; null where there is none.</summary>
    public static AttributeChange? At(GraphNode node) => (node.Inner is { } inner ? inner.Site : node.Site) is { Member: { } member, Attribute: { } index }
        ? new(node.Inner?.Block, member, index)
        : null;

    /// <summary>The change that leaves a layer's start to the compiler.</summary>
    /// <param name="written">What was written.</param>
    public AttributeChange WithoutStart(Init written) => this with
    {
        // PyTorch's default comes in two; its bias makes inputs alike as well.
        Unset = [nameof(InitializedAttribute.WeightInit), .. Scales, .. written.Initializer == Initializer.TorchDefault ? [nameof(WeightedAttribute.BiasInit)] : Array.Empty<string>()],
    };

    /// <summary>A model with changes made to it.</summary>
    public static ModelDeclaration Apply(ModelDeclaration model, IEnumerable<AttributeChange> changes)
    {
        var byClass = changes.ToLookup(change => change.Block ?? "");
        var changed = Changed(model, byClass[""]);
        return changed with { Blocks = model.Blocks.Select(block => Changed(block, byClass[block.Type.FullName])).ToEquatableArray() };
    }

    private static ModelDeclaration Changed(ModelDeclaration declaration, IEnumerable<AttributeChange> changes)
    {
        var byMember = changes.ToLookup(change => change.Member);
        return declaration with
        {
            Nodes = declaration.Nodes.Select(node => byMember[node.Name].Any() ? node with { Attributes = Changed(node.Attributes, byMember[node.Name]) } : node).ToEquatableArray(),
        };
    }

    private static EquatableArray<AttributeDeclaration> Changed(EquatableArray<AttributeDeclaration> attributes, IEnumerable<AttributeChange> changes)
    {
        var byIndex = changes.ToLookup(change => change.Index);
        return attributes.SelectMany((attribute, index) =>
        {
            var here = byIndex[index].ToArray();
            var instead = here.Select(change => change.Instead).LastOrDefault(other => other is not null) ?? attribute;
            return (IEnumerable<AttributeDeclaration>)[here.Aggregate(instead, (current, change) => change.OnItself(current)), .. here.SelectMany(change => change.Behind)];
        }).ToEquatableArray();
    }

    private AttributeDeclaration OnItself(AttributeDeclaration attribute) => attribute with
    {
        Named = attribute.Named.Where(named => !Unset.Contains(named.Name) && Set.All(set => set.Name != named.Name)).Concat(Set).ToEquatableArray(),
    };
}
