using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes;

/// <summary>A code fix that changes the document a rule's finding stands in: one method from the flaw to the edits that cure it.</summary>
public abstract class ModelFix(string id) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [id];

    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var edit in Flaw.Find(root, diagnostic) is { } flaw ? Edits(flaw) : [])
                context.RegisterCodeFix(CodeAction.Create(edit.Title, _ => Task.FromResult(Changed(edit)), edit.Key), diagnostic);
        }

        Document Changed(Edit edit) => context.Document.WithSyntaxRoot(edit.Apply(root));
    }

    /// <summary>The edits that cure a flaw, the best one first; none where nothing would.</summary>
    private protected abstract IEnumerable<Edit> Edits(Flaw flaw);
}
