using System.Collections.Immutable;
using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading;

/// <summary>The attributes on a symbol that say something about a model. Whoever counts attributes counts these, in this order.</summary>
internal static class LanguageAttributes
{
    /// <summary>The attributes of the language, and those that C# does not know: they may have been meant to be.</summary>
    public static ImmutableArray<AttributeData> On(ISymbol symbol) =>
        [.. symbol.GetAttributes().Where(attribute => attribute.AttributeClass is { TypeKind: TypeKind.Error } || KnownTypes.IsLanguageAttribute(attribute.AttributeClass))];

    public static EquatableArray<AttributeDeclaration> Read(ISymbol symbol, CancellationToken cancel) => On(symbol).Select(attribute => Read(attribute, symbol.ContainingAssembly, cancel)).ToEquatableArray();

    /// <summary>The block that an attribute uses.</summary>
    public static ITypeSymbol? BlockOf(AttributeData attribute) => attribute.AttributeClass is { Name: nameof(UseAttribute), TypeArguments: [{ TypeKind: not TypeKind.Error } block] } ? block : null;

    /// <summary>The attribute as it stands in the source; null where it comes from elsewhere.</summary>
    public static AttributeSyntax? SyntaxOf(AttributeData attribute, CancellationToken cancel) => attribute.ApplicationSyntaxReference?.GetSyntax(cancel) as AttributeSyntax;

    private static AttributeDeclaration Read(AttributeData attribute, IAssemblySymbol home, CancellationToken cancel) => IsRejected(attribute)
        // Without the ending of a class's name the compiler does not know it either, and leaves the model to C#'s errors.
        ? new(attribute.AttributeClass!.Name.Replace(nameof(Attribute), ""), [], [])
        : new(attribute.AttributeClass!.Name,
            attribute.ConstructorArguments.Take(Written(attribute, cancel)).Select(Read).ToEquatableArray(),
            attribute.NamedArguments.Select(named => new NamedConstant(named.Key, Read(named.Value))).ToEquatableArray())
        {
            Block = BlockOf(attribute) is { } block ? TypeReader.FullName(block, home) : null,
        };

    private static bool IsRejected(AttributeData attribute) =>
        attribute.AttributeConstructor is null || attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.Value)).Any(IsRejected);

    private static bool IsRejected(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error || (constant is { Kind: TypedConstantKind.Array, IsNull: false } && constant.Values.Any(IsRejected));

    /// <summary>How many of the constructor's arguments were written; C# fills up with defaults, which nobody wants to read again.</summary>
    private static int Written(AttributeData attribute, CancellationToken cancel)
    {
        var written = SyntaxOf(attribute, cancel)?.ArgumentList?.Arguments.Where(argument => argument.NameEquals is null).ToArray() ?? [];
        var isInOrder = written.All(argument => argument.NameColon is null) && attribute.AttributeConstructor!.Parameters.All(parameter => !parameter.IsParams);
        return isInOrder ? written.Length : attribute.ConstructorArguments.Length;
    }

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
