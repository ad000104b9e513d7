using System.Collections.Immutable;
using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading.Forms;

/// <summary>Names that the generated class needs for itself.</summary>
/// <remarks>What it inherits is looked up; what it declares and calls by its simple name is listed, and a test holds the lists against generated code.</remarks>
internal static class ReservedNames
{
    /// <summary>Members of the generated class.</summary>
    private static readonly HashSet<string> Declared =
    [
        "forward", "Predict", "TrainForward", "TrainBackward", "TrainStep", "ComputeGradients", "CopyParametersFrom", "LerpParametersFrom", "Clone", "OnCreated",
        "Summary", "LastOutput", "Compose", "RunForward", "RunBackward", "RunGradients", "Workspace", "_workspaces",
    ];

    /// <summary>Members that are no methods, so that not even an overload can share the name.</summary>
    private static readonly HashSet<string> WithoutOverloads = ["Summary", "LastOutput", "Workspace", "_workspaces"];

    /// <summary>Types and functions that generated code calls by their simple names, where a member would come first.</summary>
    private static readonly HashSet<string> Called =
    [
        "State", "Layout", "Portable", "no_grad", "NewDisposeScope",
    ];

    public static IEnumerable<FormFinding> Find(ModelParts parts, ImmutableArray<NodeProperty> nodes, Compilation compilation)
    {
        // A block has no members but its author's.
        if (parts.IsBlock)
            yield break;
        if (Declared.Contains(parts.Type.Name) || Called.Contains(parts.Type.Name))
            yield return FormFinding.Of(FormProblemKind.ReservedName, parts.Main.Identifier, $"'{parts.Type.Name}' is a name that generated code uses for something else: rename the class");

        var inputs = nodes.Count(node => node.IsInput);
        foreach (var node in nodes)
        {
            if (node.Name == parts.Type.Name)
                yield return Problem(node.Syntax.Identifier, node.Name, "is the name of its class");
            else if (Declared.Contains(node.Name))
                yield return Problem(node.Syntax.Identifier, node.Name, "is the name of a member that the generator writes");
            else if (Inherited(compilation, inputs).Any(type => !type.GetMembers(node.Name).All(IsHidden)))
                yield return Problem(node.Syntax.Identifier, node.Name, "is the name of a member that every model inherits");
            else if (Called.Contains(node.Name))
                yield return Problem(node.Syntax.Identifier, node.Name, "is a name that generated code uses for something else");
        }

        foreach (var (token, isMethod) in Others(parts, nodes))
        {
            if ((isMethod ? WithoutOverloads : Declared).Contains(token.ValueText))
                yield return Problem(token, token.ValueText, "is the name of a member that the generator writes");
            else if (Called.Contains(token.ValueText))
                yield return Problem(token, token.ValueText, "is a name that generated code uses for something else");
        }
    }

    private static FormFinding Problem(SyntaxToken token, string name, string reason) =>
        FormFinding.Of(FormProblemKind.ReservedName, token, $"'{name}' {reason}: rename it", name);

    /// <summary>The base of a model with so many inputs, and what that derives from; nothing where the runtime is not referenced.</summary>
    private static IEnumerable<INamedTypeSymbol> Inherited(Compilation compilation, int inputs)
    {
        for (var type = compilation.GetTypeByMetadataName($"DeepDsl.Models.Model`{Math.Max(inputs, 1) + 1}"); type is not null; type = type.BaseType)
            yield return type;
    }

    private static bool IsHidden(ISymbol member) => member.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal;

    /// <summary>The author's other members.</summary>
    private static IEnumerable<(SyntaxToken Name, bool IsMethod)> Others(ModelParts parts, ImmutableArray<NodeProperty> nodes) =>
        from member in parts.All.SelectMany(part => part.Members)
        where !nodes.Any(node => node.Syntax == member)
        from name in NamesOf(member)
        select (name, member is MethodDeclarationSyntax);

    private static IEnumerable<SyntaxToken> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null } property => [property.Identifier],
        MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } method => [method.Identifier],
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier),
        BaseTypeDeclarationSyntax type => [type.Identifier],
        DelegateDeclarationSyntax function => [function.Identifier],
        _ => [],
    };
}
