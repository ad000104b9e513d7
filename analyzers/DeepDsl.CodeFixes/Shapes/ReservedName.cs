using System.Collections.Immutable;
using System.Composition;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Rename;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>Renames a member, everywhere it is named, to what it may be called.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReservedNameFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ReservedName.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var cancel = context.CancellationToken;
        if (await context.Document.GetSyntaxRootAsync(cancel).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(cancel).ConfigureAwait(false) is not { } semantics
            || semantics.GetDeclaredSymbol(root.FindNode(context.Span), cancel) is not { } symbol)
            return;
        var name = Free(symbol);
        context.RegisterCodeFix(
            CodeAction.Create($"Rename to '{name}'", token => Renamer.RenameSymbolAsync(context.Document.Project.Solution, symbol, new SymbolRenameOptions(), name, token), "Rename"),
            context.Diagnostics);
    }

    /// <summary>The name with what the symbol is behind it, and a number if need be.</summary>
    private static string Free(ISymbol symbol)
    {
        var wanted = symbol.Name + symbol switch
        {
            INamedTypeSymbol => "Model",
            IMethodSymbol => "Method",
            _ => "Value",
        };
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? wanted : $"{wanted}{number}")
            .First(name => symbol.ContainingSymbol is not INamespaceOrTypeSymbol container || container.GetMembers(name).IsEmpty);
    }
}
