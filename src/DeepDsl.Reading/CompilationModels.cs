using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading;

/// <summary>The models of a project: what a block is to be judged by, which has no shapes of its own.</summary>
public static class CompilationModels
{
    private static readonly ConditionalWeakTable<Compilation, LocatedModel[]> Known = new();

    // Most files stay as they are from one edit to the next.
    private static readonly ConditionalWeakTable<SyntaxTree, TypeDeclarationSyntax[]> Candidates = new();

    /// <summary>The models, in the order of the source.</summary>
    public static IReadOnlyList<LocatedModel> Of(Compilation compilation, CancellationToken cancel) =>
        Known.TryGetValue(compilation, out var models) ? models : Known.GetValue(compilation, _ => Find(compilation, cancel));

    private static LocatedModel[] Find(Compilation compilation, CancellationToken cancel)
    {
        var models = new List<LocatedModel>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (!Candidates.TryGetValue(tree, out var candidates))
                candidates = Candidates.GetValue(tree, _ => FindCandidates(tree, cancel));
            if (candidates.Length == 0)
                continue;
            var semantics = compilation.GetSemanticModel(tree);
            foreach (var candidate in candidates)
            {
                if (ModelContext.TryCreate(candidate, semantics, cancel, out var model) && !model.Declaration.IsBlock)
                    models.Add(new(model, tree));
            }
        }
        return [.. models];
    }

    // Attributes are bound where the name gives hope only; another name for [Model] has to be given in the same file.
    private static TypeDeclarationSyntax[] FindCandidates(SyntaxTree tree, CancellationToken cancel) =>
    [
        .. from type in tree.GetRoot(cancel).DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<TypeDeclarationSyntax>()
           where type.Modifiers.Any(SyntaxKind.PartialKeyword) && type.AttributeLists.SelectMany(list => list.Attributes).Any(IsModel)
           select type,
    ];

    private static bool IsModel(AttributeSyntax attribute) => NameOf(attribute.Name) is nameof(ModelAttribute) or "Model"
        || attribute.SyntaxTree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>().Any(alias => alias.Alias is not null);

    private static string NameOf(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}

/// <summary>A model and the file that its main declaration stands in.</summary>
public sealed record LocatedModel(ModelContext Model, SyntaxTree Tree);
