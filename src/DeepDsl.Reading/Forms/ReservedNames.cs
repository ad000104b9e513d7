using System.Collections.Immutable;
using DeepDsl.Compiler.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static DeepDsl.Reading.Forms.GeneratedNames;

namespace DeepDsl.Reading.Forms;

/// <summary>Names that the generated class needs for itself.</summary>
internal static class ReservedNames
{
    public static IEnumerable<FormFinding> Find(ModelParts parts, ImmutableArray<NodeProperty> nodes, Compilation compilation)
    {
        // A block has no members but its author's.
        if (parts.IsBlock)
            yield break;
        if (Members.Contains(parts.Type.Name) || All(compilation).Contains(parts.Type.Name))
            yield return FormFinding.Of(FormProblemKind.ReservedName, parts.Main.Identifier, $"'{parts.Type.Name}' is a name that generated code uses for something else: rename the class");

        var called = new HashSet<string>(Called.Concat(Kernels(compilation)));
        var inputs = nodes.Count(node => node.IsInput);
        foreach (var node in nodes)
        {
            if (node.Name == parts.Type.Name)
                yield return Problem(node.Syntax.Identifier, node.Name, "is the name of its class");
            else if (Members.Contains(node.Name))
                yield return Problem(node.Syntax.Identifier, node.Name, "is the name of a member that the generator writes");
            else if (Inherited(compilation, inputs).Any(type => !type.GetMembers(node.Name).All(IsHidden)))
                yield return Problem(node.Syntax.Identifier, node.Name, "is the name of a member that every model inherits");
            else if (called.Contains(node.Name))
                yield return Problem(node.Syntax.Identifier, node.Name, "is a name that generated code uses for something else");
        }

        foreach (var (token, isMethod) in Others(parts, nodes))
        {
            if ((isMethod ? WithoutOverloads : Members).Contains(token.ValueText))
                yield return Problem(token, token.ValueText, "is the name of a member that the generator writes");
            else if (called.Contains(token.ValueText))
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
