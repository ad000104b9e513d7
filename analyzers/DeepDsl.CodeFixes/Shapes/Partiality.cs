using System.Composition;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>Makes a class partial, and a property a node that the generator can implement.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PartialityFix() : ModelFix(Partiality.Id)
{
    private protected override IEnumerable<Edit> Edits(Flaw flaw) => flaw.Node switch
    {
        TypeDeclarationSyntax type => [Edit.Replace($"Make '{type.Identifier.ValueText}' partial", "Make partial", type, type.PlusPartial())],
        PropertyDeclarationSyntax property when AsNode(property) is var node && !node.IsEquivalentTo(property) =>
            [Edit.Replace($"Write 'partial Node {property.Identifier.ValueText} {{ get; }}'", "Make a node", property, node)],
        _ => [],
    };

    private static PropertyDeclarationSyntax AsNode(PropertyDeclarationSyntax property) => property
        .WithType(IsNode(property.Type) ? property.Type : LanguageSyntax.Type(nameof(Node)).WithTriviaFrom(property.Type))
        .WithIdentifier(property.Identifier.WithTrailingTrivia(Space))
        .WithAccessorList(((PropertyDeclarationSyntax)ParseMemberDeclaration("int X { get; }")!).AccessorList)
        .WithExpressionBody(null)
        .WithInitializer(null)
        .WithSemicolonToken(default)
        .WithTrailingTrivia(property.GetTrailingTrivia())
        .PlusPartial();

    private static bool IsNode(TypeSyntax type) => type is SimpleNameSyntax { Identifier.ValueText: nameof(Node) } or QualifiedNameSyntax { Right.Identifier.ValueText: nameof(Node) };
}
