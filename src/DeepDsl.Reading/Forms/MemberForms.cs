using System.Collections.Immutable;
using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading.Forms;

/// <summary>Members that cannot be what their attributes want them to be.</summary>
internal static class MemberForms
{
    public static IEnumerable<FormFinding> Find(ModelParts parts, ImmutableArray<NodeProperty> nodes, CancellationToken cancel) =>
    [
        .. Scattered(parts, nodes),
        .. nodes.Select(node => Accessible(node, parts, cancel)).OfType<FormFinding>(),
        .. parts.Type.GetMembers().OfType<IPropertySymbol>().Where(property => !nodes.Any(node => SymbolEqualityComparer.Default.Equals(node.Symbol, property)))
            .Select(property => NoNode(property, parts, cancel)).OfType<FormFinding>(),
        .. parts.Type.GetMembers().OfType<IPropertySymbol>().Prepend<ISymbol>(parts.Type).SelectMany(symbol => Foreign(symbol, parts, cancel)),
    ];

    private static IEnumerable<FormFinding> Scattered(ModelParts parts, ImmutableArray<NodeProperty> nodes) =>
        from node in nodes.Where(node => node.Part != nodes[0].Part).Take(1)
        select FormFinding.Of(FormProblemKind.Partiality, node.Syntax.Identifier,
            $"The nodes of '{parts.Type.Name}' stand in several declarations, so their order is not clear: move '{node.Name}' to the declaration that '{nodes[0].Name}' is in", node.Name);

    private static FormFinding? Accessible(NodeProperty node, ModelParts parts, CancellationToken cancel)
    {
        var name = node.Name;
        var isStatic = node.Syntax.Modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.StaticKeyword));
        if (isStatic != default)
            return FormFinding.Of(FormProblemKind.Form, isStatic, $"'{name}' is static, but the nodes of a model belong to its instances: remove 'static'", name);
        if (node.Setter is { } setter)
            return FormFinding.Of(FormProblemKind.Form, setter.Keyword, $"'{name}' has a '{setter.Keyword.Text}' accessor, but what a node is follows from its attributes: write '{{ get; }}'", name);
        if (node.HasBody || NodeReader.IsImplemented(node, parts, cancel))
            return FormFinding.Of(FormProblemKind.Partiality, node.Syntax.Identifier, $"'{name}' has a body, but the generator writes it: write 'public partial Node {name} {{ get; }}' and nothing more", name);
        return null;
    }

    // An unknown type is an error of C#'s own.
    private static FormFinding? NoNode(IPropertySymbol property, ModelParts parts, CancellationToken cancel) =>
        property.Type.TypeKind != TypeKind.Error && property.GetAttributes().FirstOrDefault(attribute => KnownTypes.IsLanguageAttribute(attribute.AttributeClass)) is { } attribute && parts.SyntaxOf(property, cancel) is BasePropertyDeclarationSyntax syntax
            ? FormFinding.Of(FormProblemKind.Partiality, syntax.GetNameToken(),
                $"'{property.Name}' has the attribute [{LanguageAttributes.SyntaxOf(attribute, cancel)?.Name}], so it must be a node: write 'public partial Node {property.Name} {{ get; }}'", property.Name)
            : null;

    private static IEnumerable<FormFinding> Foreign(ISymbol symbol, ModelParts parts, CancellationToken cancel) =>
        from attribute in symbol.GetAttributes()
        where KnownTypes.IsForeignOperator(attribute.AttributeClass)
        let syntax = LanguageAttributes.SyntaxOf(attribute, cancel)
        where syntax is not null
        select new FormFinding(
            new(FormProblemKind.Form, symbol is IPropertySymbol ? symbol.Name : null,
                $"[{syntax.Name}] is no part of the language, and operators of one's own are not possible yet: build '{symbol.Name}' from the operators that there are"),
            syntax.GetLocation());

    private static SyntaxToken GetNameToken(this BasePropertyDeclarationSyntax property) => property switch
    {
        PropertyDeclarationSyntax named => named.Identifier,
        IndexerDeclarationSyntax indexer => indexer.ThisKeyword,
        _ => property.GetFirstToken(),
    };
}
