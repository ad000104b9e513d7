using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Losses;

/// <summary>A loss as it was written, on the class or on a member.</summary>
/// <param name="Attribute">The attribute, re-created.</param>
/// <param name="Declaration">The attribute as written.</param>
/// <param name="Site">Where it stands.</param>
internal sealed record DeclaredLoss(LossAttribute Attribute, AttributeDeclaration Declaration, Site Site)
{
    /// <summary>The losses of a model: those on the class first, then those of its members in order.</summary>
    public static DeclaredLoss[] Of(ModelDeclaration model) =>
    [
        .. In(model.Attributes, null),
        .. model.Nodes.SelectMany(node => In(node.Attributes, node.Name)),
    ];

    /// <summary>The member it judges by itself, for names of targets; null for the one result.</summary>
    public string? Member => Attribute.Value ?? Site.Member;

    /// <summary>The names of the targets that training loops give, in order; null for a loss that takes none.</summary>
    public static string?[] Parameters(DeclaredLoss[] losses)
    {
        // Of several losses on one member each has a target of its own.
        var names = new LocalNames([]);
        var isOnly = losses.Count(loss => loss.Attribute.TakesTarget) == 1;
        return [.. losses.Select(loss => loss.Attribute.TakesTarget ? names.Add(isOnly ? "target" : $"target{loss.Member}") : null)];
    }

    private static IEnumerable<DeclaredLoss> In(EquatableArray<AttributeDeclaration> attributes, string? member) =>
        attributes.Select((declaration, index) => (declaration, index, attribute: Catalog.CreateAttribute(declaration) as LossAttribute))
            .Where(item => item.attribute is not null)
            .Select(item => new DeclaredLoss(item.attribute!, item.declaration, new(member, item.index)));
}
