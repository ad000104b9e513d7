using DeepDsl.Compiler.Operators;
using Microsoft.CodeAnalysis;

namespace DeepDsl.Reading;

/// <summary>Recognizes the types of the language.</summary>
public static class KnownTypes
{
    /// <summary>The attribute that makes a class a model.</summary>
    public const string ModelAttribute = "DeepDsl.ModelAttribute";

    /// <summary>The attribute that makes a class a block.</summary>
    public const string BlockAttribute = "DeepDsl.BlockAttribute";

    internal static bool IsNode(ITypeSymbol type) => type.Name == nameof(Node) && IsOfLanguage(type);

    /// <summary>Whether an attribute makes its class a model or a block.</summary>
    internal static bool IsModelAttribute(INamedTypeSymbol? type) => type?.Name is nameof(DeepDsl.ModelAttribute) or nameof(DeepDsl.BlockAttribute) && IsOfLanguage(type);

    internal static bool IsHyperAttribute(INamedTypeSymbol? type) => type?.Name == nameof(HyperAttribute) && IsOfLanguage(type);

    /// <summary>Whether an attribute says something about a model, as opposed to making one.</summary>
    internal static bool IsLanguageAttribute(INamedTypeSymbol? type) =>
        type is not null && IsOfLanguage(type) && Catalog.Knows(type.Name)
        && type.Name is not (nameof(DeepDsl.ModelAttribute) or nameof(DeepDsl.BlockAttribute) or nameof(HyperAttribute) or nameof(CompiledGraphAttribute));

    /// <summary>Whether an attribute is the one by which a class of another assembly says what it consists of.</summary>
    internal static bool IsCompiledGraph(INamedTypeSymbol? type) => type?.Name == nameof(CompiledGraphAttribute) && IsOfLanguage(type);

    /// <summary>Whether an attribute is an operator or a loss that somebody derived, which the compiler does not know.</summary>
    internal static bool IsForeignOperator(INamedTypeSymbol? type)
    {
        if (type is null || IsOfLanguage(type))
            return false;
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.Name is nameof(OperatorAttribute) or nameof(LossAttribute) or nameof(OptimizerAttribute) or nameof(ScheduleAttribute) && IsOfLanguage(ancestor))
                return true;
        }
        return false;
    }

    private static bool IsOfLanguage(ITypeSymbol type) => type is
    {
        ContainingType: null,
        ContainingNamespace: { Name: nameof(DeepDsl), ContainingNamespace.IsGlobalNamespace: true },
        ContainingAssembly.Name: "DeepDsl.Abstractions",
    };
}
