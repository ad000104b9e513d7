using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading;

/// <summary>Reads hyperparameters, in the order of the source.</summary>
internal static class HyperReader
{
    public static EquatableArray<HyperDeclaration> Read(ModelParts parts, CancellationToken cancel) =>
    (
        from property in parts.Type.GetMembers().OfType<IPropertySymbol>()
        let attribute = property.GetAttributes().FirstOrDefault(attribute => KnownTypes.IsHyperAttribute(attribute.AttributeClass))
        where attribute is not null
        let syntax = parts.SyntaxOf(property, cancel) as PropertyDeclarationSyntax
        where syntax is not null
        orderby parts.All.IndexOf(parts.PartOf(syntax)), syntax.SpanStart
        group Read(property, syntax, attribute) by property.Name into sameName
        select sameName.First()
    ).ToEquatableArray();

    private static HyperDeclaration Read(IPropertySymbol property, PropertyDeclarationSyntax syntax, AttributeData attribute) => new(
        property.Name,
        property.Type.SpecialType switch { SpecialType.System_Double => "double", SpecialType.System_Boolean => "bool", _ => "int" },
        string.Join(" ", syntax.Modifiers.Select(modifier => modifier.Text)),
        syntax.Modifiers.Any(SyntaxKind.PartialKeyword),
        new(attribute is { AttributeConstructor: not null, ConstructorArguments: [{ Kind: TypedConstantKind.Primitive, Value: int or double or bool } value] } ? value.Value : null));
}
