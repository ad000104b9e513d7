using System.Collections.Immutable;
using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading;

/// <summary>The attributes of the language on a symbol. Whoever counts attributes counts these, in this order.</summary>
internal static class LanguageAttributes
{
    public static ImmutableArray<AttributeData> On(ISymbol symbol) => [.. symbol.GetAttributes().Where(attribute => KnownTypes.IsLanguageAttribute(attribute.AttributeClass))];

    public static EquatableArray<AttributeDeclaration> Read(ISymbol symbol) => On(symbol).Select(Read).ToEquatableArray();

    /// <summary>The attribute as it stands in the source; null where it comes from elsewhere.</summary>
    public static AttributeSyntax? SyntaxOf(AttributeData attribute, CancellationToken cancel) => attribute.ApplicationSyntaxReference?.GetSyntax(cancel) as AttributeSyntax;

    /// <summary>The name as users write it.</summary>
    public static string NameOf(AttributeData attribute) => Read(attribute).Name;

    private static AttributeDeclaration Read(AttributeData attribute) => new(
        attribute.AttributeClass!.Name,
        attribute.ConstructorArguments.Select(Read).ToEquatableArray(),
        attribute.NamedArguments.Select(named => new NamedConstant(named.Key, Read(named.Value))).ToEquatableArray());

    private static Constant Read(TypedConstant constant) => constant.Kind switch
    {
        _ when constant.IsNull => new(null),
        TypedConstantKind.Array => new(constant.Values.Select(Read).ToEquatableArray()),
        TypedConstantKind.Enum => new(NumberOf(constant.Value!)),
        TypedConstantKind.Type => new(((ITypeSymbol)constant.Value!).ToDisplayString()),
        TypedConstantKind.Primitive => new(constant.Value),
        _ => new(null),
    };

    // The language's enums count in int; of others only the number matters.
    private static int NumberOf(object member) => member is ulong large ? unchecked((int)large) : unchecked((int)Convert.ToInt64(member));
}
