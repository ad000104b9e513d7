using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading.Forms;

/// <summary>Names that a project's global usings bring into every file, generated ones among them. They matter to a class outside of all namespaces: nothing can be put between it and them.</summary>
internal static class GlobalUsings
{
    // Every model of a project asks the same.
    private static readonly ConditionalWeakTable<Compilation, Dictionary<string, UsingDirectiveSyntax>> Known = new();

    /// <summary>The first of the names of generated code that a global using gives another meaning than the library's, and that using.</summary>
    public static (string Name, UsingDirectiveSyntax Directive)? Rival(Compilation compilation, CancellationToken cancel) =>
        Rivals(compilation, cancel).Where(rival => rival.Key != nameof(Node)).OrderBy(rival => rival.Key, StringComparer.Ordinal).Select(rival => ((string, UsingDirectiveSyntax)?)(rival.Key, rival.Value)).FirstOrDefault();

    /// <summary>Whether one gives <c>Node</c> another meaning, which generated code can do without.</summary>
    public static bool HideNode(Compilation compilation, CancellationToken cancel) => Rivals(compilation, cancel).ContainsKey(nameof(Node));

    private static Dictionary<string, UsingDirectiveSyntax> Rivals(Compilation compilation, CancellationToken cancel) => Known.GetValue(compilation, _ => Find(compilation, cancel));

    private static Dictionary<string, UsingDirectiveSyntax> Find(Compilation compilation, CancellationToken cancel)
    {
        var names = new HashSet<string>(GeneratedNames.All(compilation).Append(nameof(Node)));
        var found = new Dictionary<string, UsingDirectiveSyntax>();
        foreach (var directive in compilation.SyntaxTrees.SelectMany(tree => ((CompilationUnitSyntax)tree.GetRoot(cancel)).Usings))
        {
            foreach (var name in directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) ? Brought(directive, names, compilation, cancel) : [])
                found[name] = directive.WithoutTrivia();
        }
        return found;
    }

    private static IEnumerable<string> Brought(UsingDirectiveSyntax directive, HashSet<string> names, Compilation compilation, CancellationToken cancel)
    {
        var symbol = compilation.GetSemanticModel(directive.SyntaxTree).GetSymbolInfo(directive.NamespaceOrType, cancel).Symbol;
        if (directive.Alias is { Name.Identifier.ValueText: var alias })
            return !names.Contains(alias) || (symbol is not null && HiddenNames.IsOfLibrary(symbol)) ? [] : [alias];
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
            where names.Contains(member.Name) && !HiddenNames.IsOfLibrary(member) && member is not INamedTypeSymbol { Arity: > 0 } && compilation.IsSymbolAccessibleWithin(member, compilation.Assembly)
            select member.Name;
    }
}
