using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepDsl.CodeFixes;

/// <summary>A code fix that changes the document that is to blame: one method from the flaw to the edits that cure it.</summary>
public abstract class ModelFix(string id) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [id];

    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var flaw = await Flaw.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            foreach (var edit in flaw is null ? [] : Edits(flaw))
                context.RegisterCodeFix(CodeAction.Create(edit.Title, _ => Task.FromResult(flaw!.Changed(edit)), edit.Key), diagnostic);
        }
    }

    /// <summary>The edits that cure a flaw, the best one first; none where nothing would.</summary>
    private protected abstract IEnumerable<Edit> Edits(Flaw flaw);
}
