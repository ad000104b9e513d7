using System.Collections.Immutable;
using System.Composition;
using DeepDsl.Analyzers.Rules.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Rename;

namespace DeepDsl.CodeFixes.Shapes;

/// <summary>Renames a member or class, everywhere it is named, to what it may be called.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReservedNameFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ReservedName.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await Flaw.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } flaw
                && await flaw.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is { } semantics
                && semantics.GetDeclaredSymbol(flaw.Node, context.CancellationToken) is { } symbol)
                context.RegisterCodeFix(Renaming(context.Document.Project.Solution, symbol, FreeName(symbol)), diagnostic);
        }
    }

    private static CodeAction Renaming(Solution solution, ISymbol symbol, string name) =>
        CodeAction.Create($"Rename to '{name}'", cancel => Renamer.RenameSymbolAsync(solution, symbol, new SymbolRenameOptions(), name, cancel), "Rename");

    /// <summary>The name with what the symbol is behind it, and a number if need be.</summary>
    private static string FreeName(ISymbol symbol)
    {
        var name = symbol.Name + symbol switch
        {
            INamedTypeSymbol => "Model",
            IMethodSymbol => "Method",
            _ => "Value",
        };
        return Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{name}{number}").Prepend(name).First(IsFree);

        bool IsFree(string candidate) => ((INamespaceOrTypeSymbol)symbol.ContainingSymbol).GetMembers(candidate).IsEmpty;
    }
}
