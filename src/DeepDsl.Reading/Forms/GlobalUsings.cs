using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading.Forms;

/// <summary>Names that a project's global usings bring into every file, generated ones among them. They matter to a class outside of all namespaces: nothing can be put between it and them.</summary>
internal static class GlobalUsings
{
    /// <summary>The first of some names that a global using gives another meaning than the library's, and that using.</summary>
    public static (string Name, UsingDirectiveSyntax Directive)? Rival(IEnumerable<string> names, Compilation compilation, CancellationToken cancel)
    {
        var known = new HashSet<string>(names);
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var directive in ((CompilationUnitSyntax)tree.GetRoot(cancel)).Usings.Where(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)))
            {
                if (Brought(directive, compilation, cancel).FirstOrDefault(known.Contains) is { } name)
                    return (name, directive.WithoutTrivia());
            }
        }
        return null;
    }

    private static IEnumerable<string> Brought(UsingDirectiveSyntax directive, Compilation compilation, CancellationToken cancel)
    {
        var symbol = compilation.GetSemanticModel(directive.SyntaxTree).GetSymbolInfo(directive.NamespaceOrType, cancel).Symbol;
        if (directive.Alias is { Name.Identifier.ValueText: var alias })
            return symbol is not null && HiddenNames.IsOfLibrary(symbol) ? [] : [alias];
        var members = symbol switch
        {
            // The generated files import it themselves.
            INamespaceSymbol { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } => [],
            INamespaceSymbol space => space.GetTypeMembers(),
            INamedTypeSymbol type => type.GetMembers().Where(member => member.IsStatic || member is INamedTypeSymbol),
            _ => [],
        };
        return
            from member in members
            where !HiddenNames.IsOfLibrary(member) && member is not INamedTypeSymbol { Arity: > 0 } && compilation.IsSymbolAccessibleWithin(member, compilation.Assembly)
            select member.Name;
    }
}
