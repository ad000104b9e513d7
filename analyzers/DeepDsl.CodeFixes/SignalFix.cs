using System.Collections.Immutable;
using DeepDsl.Analyzers;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Signal.Judging;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DeepDsl.CodeFixes;

/// <summary>Offers the changes of a model that are predicted to help: each is tried out on the declaration before anybody sees it.</summary>
public abstract class SignalFix(string id) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [id];

    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var (document, cancel) = (context.Document, context.CancellationToken);
        if (await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false) is not { } root || await document.GetSemanticModelAsync(cancel).ConfigureAwait(false) is not { } semantics)
            return;
        var options = document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(root.SyntaxTree);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || !ModelContext.TryCreate(type, semantics, cancel, out var model)
                || SignalModel.Diagnose(model.Graph, options) is not { } diagnosis)
                continue;
            foreach (var cure in Cures.Of(diagnosis, SignalOptions.Read(options, diagnosis.Study.Optimizer), cancel))
            {
                if (Find(cure.Changes, model, document.Project) is not { } places)
                    continue;
                var title = cure.Effect is null ? cure.What : $"{cure.What} ({cure.Effect})";
                context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(Applied(document.Project.Solution, places)), cure.What), diagnostic);
            }
        }
    }

    /// <summary>The attributes to change, in the model's file and in those of its blocks; null where one stands in another project.</summary>
    private static ILookup<DocumentId, (AttributeSyntax Attribute, AttributeChange Change)>? Find(IReadOnlyList<AttributeChange> changes, ModelContext model, Project project)
    {
        var found = new List<(DocumentId Document, AttributeSyntax Attribute, AttributeChange Change)>();
        foreach (var change in changes)
        {
            var site = new Site(change.Member, change.Index);
            if ((change.Block is { } block ? model.Locations.Locate(new BlockSite(block, site)) : model.Locations.Locate(site)) is not { SourceTree: { } tree } location
                || project.GetDocument(tree) is not { } document
                || tree.GetRoot().FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute)
                return null;
            found.Add((document.Id, attribute, change));
        }
        return found.ToLookup(place => place.Document, place => (place.Attribute, place.Change));
    }

    private static Solution Applied(Solution solution, ILookup<DocumentId, (AttributeSyntax Attribute, AttributeChange Change)> places) => places.Aggregate(solution, (changed, document) =>
        changed.WithDocumentSyntaxRoot(document.Key, Applied(document.First().Attribute.SyntaxTree.GetRoot(), document.ToLookup(place => place.Attribute, place => place.Change))));

    private static SyntaxNode Applied(SyntaxNode root, ILookup<AttributeSyntax, AttributeChange> places) =>
        root.ReplaceNodes(places.Select(place => (AttributeListSyntax)place.Key.Parent!).Distinct(), (list, _) => list.WithAttributes(SeparatedList<AttributeSyntax>(
            list.Attributes.GetWithSeparators().SelectMany(item => item.AsNode() is AttributeSyntax attribute && places.Contains(attribute) ? Changed(attribute, places[attribute]) : [item]))));

    private static IEnumerable<SyntaxNodeOrToken> Changed(AttributeSyntax attribute, IEnumerable<AttributeChange> changes)
    {
        var changed = attribute;
        foreach (var change in changes)
        {
            if (change.Instead is { } instead)
                changed = Written(instead).WithTriviaFrom(attribute);
            foreach (var name in change.Unset.Concat(change.Set.Select(set => set.Name)))
            {
                if (changed.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name) is { } written)
                    changed = changed.Without(written);
            }
            foreach (var set in change.Set)
                changed = changed.Plus(set.Name, Value(AttributeOf(change, attribute), set));
        }
        AttributeSyntax[] behind = [.. changes.SelectMany(change => change.Behind).Select(Written)];
        if (behind.Length == 0)
            return [changed];
        // What stood behind the attribute, such as a line break before the bracket, stands behind the last one now.
        behind[behind.Length - 1] = behind[behind.Length - 1].WithTrailingTrivia(changed.GetTrailingTrivia());
        return [changed.WithoutTrailingTrivia(), .. behind.SelectMany(added => (SyntaxNodeOrToken[])[Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space), added])];
    }

    private static string AttributeOf(AttributeChange change, AttributeSyntax written)
    {
        var name = (written.Name is QualifiedNameSyntax { Right: var right } ? right : written.Name).ToString();
        return change.Instead?.Type ?? (name.EndsWith(nameof(Attribute), StringComparison.Ordinal) ? name : name + nameof(Attribute));
    }

    private static AttributeSyntax Written(AttributeDeclaration declaration) => declaration.Named.Aggregate(
        LanguageSyntax.Attribute(declaration.Name, [.. declaration.Positional.Select(argument => ParseExpression(argument.ToString()))]),
        (attribute, named) => attribute.Plus(named.Name, Value(declaration.Type, named)));

    // An enum's number is written as the member that it stands for.
    private static ExpressionSyntax Value(string attribute, NamedConstant named) => Catalog.PropertyType(attribute, named.Name) is { IsEnum: true } type && named.Value.Value is int number
        ? LanguageSyntax.Member(type.Name, Enum.GetName(type, number))
        : ParseExpression(named.Value.ToString());
}
