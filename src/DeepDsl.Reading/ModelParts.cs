using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading;

/// <summary>The declarations of a model's class that its author wrote. Generated ones exist for analyzers and not yet for the generator, so nobody looks at them.</summary>
internal sealed class ModelParts
{
    /// <summary>Whether it is a block and no model of its own.</summary>
    public bool IsBlock => Type.GetAttributes().First(attribute => KnownTypes.IsModelAttribute(attribute.AttributeClass)).AttributeClass!.Name == nameof(BlockAttribute);

    private ModelParts(INamedTypeSymbol type, TypeDeclarationSyntax main, ImmutableArray<TypeDeclarationSyntax> all) => (Type, Main, All) = (type, main, all);

    public INamedTypeSymbol Type { get; }

    /// <summary>The declaration with [Model] on it.</summary>
    public TypeDeclarationSyntax Main { get; }

    /// <summary>All declarations in the order of the source, the main one among them.</summary>
    public ImmutableArray<TypeDeclarationSyntax> All { get; }

    public static ModelParts Of(INamedTypeSymbol type, TypeDeclarationSyntax main, CancellationToken cancel) => new(type, main,
    [
        .. from reference in type.DeclaringSyntaxReferences
           where reference.SyntaxTree == main.SyntaxTree || !IsGenerated(reference.SyntaxTree)
           select reference.GetSyntax(cancel) as TypeDeclarationSyntax into part
           where part is not null
           select part,
    ]);

    /// <summary>Whether a declaration is the one that makes its class a model: the first one with [Model] on it.</summary>
    public static bool IsMain(INamedTypeSymbol type, TypeDeclarationSyntax syntax) =>
        type.TypeKind is TypeKind.Class or TypeKind.Struct && type.Name.Length > 0
        && type.GetAttributes().FirstOrDefault(attribute => KnownTypes.IsModelAttribute(attribute.AttributeClass))?.ApplicationSyntaxReference is { } model
        && model.SyntaxTree == syntax.SyntaxTree
        && syntax.AttributeLists.Any(list => list.Span.Contains(model.Span));

    /// <summary>The parts of a class that a use names; null where it is no block, or its source is not at hand.</summary>
    public static ModelParts? Of(INamedTypeSymbol type, CancellationToken cancel) => type.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax(cancel)).OfType<TypeDeclarationSyntax>()
        .Where(syntax => IsMain(type, syntax)).Select(syntax => Of(type, syntax, cancel)).FirstOrDefault();

    /// <summary>The main declaration and those it is nested in, from the inside.</summary>
    public IEnumerable<TypeDeclarationSyntax> Nesting => Main.AncestorsAndSelf().OfType<TypeDeclarationSyntax>();

    /// <summary>Whether another file can add to the class: it and what it is nested in are partial, and nothing is confined to its file.</summary>
    public bool AreOpen => Nesting.All(type => type.Modifiers.Any(SyntaxKind.PartialKeyword) && !type.Modifiers.Any(SyntaxKind.FileKeyword));

    /// <summary>The syntax of a member as the author wrote it; null for what was generated or comes with the language.</summary>
    public SyntaxNode? SyntaxOf(ISymbol member, CancellationToken cancel) =>
        member.DeclaringSyntaxReferences.FirstOrDefault() is { } reference && All.Any(part => part.SyntaxTree == reference.SyntaxTree && part.Span.Contains(reference.Span))
            ? reference.GetSyntax(cancel)
            : null;

    /// <summary>The declaration that a member stands in.</summary>
    public TypeDeclarationSyntax PartOf(SyntaxNode member) => member.Ancestors().OfType<TypeDeclarationSyntax>().First(All.Contains);

    private static bool IsGenerated(SyntaxTree tree) =>
        tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) || tree.FilePath.EndsWith(".generated.cs", StringComparison.OrdinalIgnoreCase);
}
