using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;

namespace DeepDsl.Reading.Forms;

/// <summary>Types in a model's namespace, and members of what it is nested in, that C# would find in generated code before the library's.</summary>
internal static class HiddenNames
{
    public static FormFinding? Find(ModelParts parts, Compilation compilation, CancellationToken cancel)
    {
        // Of a block only its members' bodies are generated.
        if (parts.IsBlock)
            return null;
        var rival = GeneratedNames.All(compilation).SelectMany(name => Around(parts.Type, name, compilation)).FirstOrDefault(symbol => !SymbolEqualityComparer.Default.Equals(symbol, parts.Type));
        if (rival is not null)
        {
            return FormFinding.Of(FormProblemKind.Form, parts.Main.Identifier,
                $"Generated code uses the name '{rival.Name}' and would find '{rival.ToDisplayString()}': rename that, or declare '{parts.Type.Name}' in another place");
        }
        // In a namespace the library's names come first.
        return parts.Type.ContainingNamespace.IsGlobalNamespace && GlobalUsings.Rival(compilation, cancel) is var (name, directive)
            ? FormFinding.Of(FormProblemKind.Form, parts.Main.Identifier, $"Generated code uses the name '{name}', which '{directive}' gives another meaning: declare '{parts.Type.Name}' in a namespace")
            : null;
    }

    /// <summary>Whether <c>Node</c> means something else where a model stands, and perhaps the model itself.</summary>
    public static bool HideNode(INamedTypeSymbol model, Compilation compilation, CancellationToken cancel) =>
        Around(model, nameof(Node), compilation).Any() || (model.ContainingNamespace.IsGlobalNamespace && GlobalUsings.HideNode(compilation, cancel));

    private static IEnumerable<ISymbol> Around(INamedTypeSymbol model, string name, Compilation compilation)
    {
        var space = compilation.GetCompilationNamespace(model.ContainingNamespace) ?? model.ContainingNamespace;
        return TypeReader.Containers(model).SelectMany(container => container.GetMembers(name)).Concat(space.GetMembers(name)).Where(symbol => IsRival(symbol, model));
    }

    /// <summary>Whether it comes with DeepDsl.</summary>
    public static bool IsOfLibrary(ISymbol symbol) => symbol.ContainingAssembly?.Name is nameof(DeepDsl) or "DeepDsl.Abstractions" or "TorchSharp";

    // The namespaces of the library hold its own types, and what another assembly keeps to itself is out of sight.
    private static bool IsRival(ISymbol symbol, INamedTypeSymbol model) =>
        !IsOfLibrary(symbol)
        && symbol is not INamedTypeSymbol { Arity: > 0 }
        && (symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.NotApplicable || SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, model.ContainingAssembly));
}
