using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading;

/// <summary>Reads the members that are numbers or flags: constants, and properties and read-only fields that compute something.</summary>
internal static class MemberReader
{
    public static EquatableArray<MemberDeclaration> Read(ModelParts parts, SemanticModel semantics, CancellationToken cancel) =>
    (
        from symbol in parts.Type.GetMembers()
        where TypeOf(symbol) is { } type && IsNumberOrFlag(type) && !symbol.GetAttributes().Any(attribute => KnownTypes.IsHyperAttribute(attribute.AttributeClass))
        let syntax = parts.SyntaxOf(symbol, cancel)
        where syntax is not null
        orderby parts.All.IndexOf(parts.PartOf(syntax)), syntax.SpanStart
        group Read(symbol, syntax, semantics, cancel) by symbol.Name into sameName
        select sameName.First()
    ).ToEquatableArray();

    private static MemberDeclaration Read(ISymbol symbol, SyntaxNode syntax, SemanticModel semantics, CancellationToken cancel)
    {
        var definition = DefinitionOf(syntax);
        var text = OneLine(definition ?? syntax);
        if (symbol is IFieldSymbol { HasConstantValue: true, ConstantValue: int or double or bool } constant)
            return new(symbol.Name, new Expression.Literal(constant.ConstantValue), text);
        if (definition is null || !IsFixed(symbol))
            return new(symbol.Name, null, text);
        // Another part may stand in another file.
        var tree = definition.SyntaxTree;
        var reader = new ExpressionReader(symbol.ContainingType, tree == semantics.SyntaxTree ? semantics : semantics.Compilation.GetSemanticModel(tree), cancel);
        return new(symbol.Name, reader.Read(definition), text);
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        { CanBeReferencedByName: false } => null,
        IFieldSymbol field => field.Type,
        IPropertySymbol { IsIndexer: false } property => property.Type,
        _ => null,
    };

    // Other numbers than int and double are read too, so that a message can say why they will not do.
    private static bool IsNumberOrFlag(ITypeSymbol type) => type.SpecialType is SpecialType.System_Boolean or (>= SpecialType.System_SByte and <= SpecialType.System_Double);

    private static bool IsFixed(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field.IsReadOnly || field.IsConst,
        IPropertySymbol property => property.SetMethod is null,
        _ => false,
    };

    /// <summary>The one expression that gives a member its value.</summary>
    private static ExpressionSyntax? DefinitionOf(SyntaxNode syntax) => syntax switch
    {
        VariableDeclaratorSyntax field => field.Initializer?.Value,
        PropertyDeclarationSyntax { ExpressionBody: { } body } => body.Expression,
        PropertyDeclarationSyntax { Initializer: { } initializer } => initializer.Value,
        PropertyDeclarationSyntax { AccessorList.Accessors: [{ RawKind: (int)SyntaxKind.GetAccessorDeclaration } getter] } =>
            getter.ExpressionBody?.Expression ?? (getter.Body?.Statements is [ReturnStatementSyntax only] ? only.Expression : null),
        _ => null,
    };

    private static string OneLine(SyntaxNode node) => string.Join(" ", node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
