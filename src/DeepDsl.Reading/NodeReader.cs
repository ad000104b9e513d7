using System.Collections.Immutable;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Reading.Forms;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading;

/// <summary>A property that is a value of the network.</summary>
internal sealed record NodeProperty(IPropertySymbol Symbol, PropertyDeclarationSyntax Syntax, TypeDeclarationSyntax Part)
{
    public string Name => Symbol.Name;

    public bool IsInput => Has(nameof(InputAttribute));

    public bool IsOutput => Has(nameof(OutputAttribute));

    public bool IsPartial => Syntax.Modifiers.Any(SyntaxKind.PartialKeyword);

    public bool HasBody => Syntax.ExpressionBody is not null || Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null);

    public AccessorDeclarationSyntax? Getter => Accessors.FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration));

    public AccessorDeclarationSyntax? Setter => Accessors.FirstOrDefault(accessor => !accessor.IsKind(SyntaxKind.GetAccessorDeclaration));

    private IEnumerable<AccessorDeclarationSyntax> Accessors => Syntax.AccessorList?.Accessors ?? [];

    private bool Has(string attribute) => LanguageAttributes.On(Symbol).Any(data => data.AttributeClass!.Name == attribute);
}

/// <summary>Finds and reads the members that are values of the network.</summary>
internal static class NodeReader
{
    public static ImmutableArray<NodeProperty> Find(ModelParts parts, CancellationToken cancel) =>
    [
        .. from symbol in parts.Type.GetMembers().OfType<IPropertySymbol>()
           where KnownTypes.IsNode(symbol.Type) && symbol is { RefKind: RefKind.None, IsIndexer: false, ExplicitInterfaceImplementations: [], Name.Length: > 0 }
           let syntax = parts.SyntaxOf(symbol, cancel) as PropertyDeclarationSyntax
           where syntax is not null
           let node = new NodeProperty(symbol, syntax, parts.PartOf(syntax))
           // A property that only computes something of nodes is none itself.
           where node.IsPartial || !node.HasBody || symbol.GetAttributes().Any(attribute => KnownTypes.IsLanguageAttribute(attribute.AttributeClass))
           orderby parts.All.IndexOf(node.Part), syntax.SpanStart
           group node by node.Name into sameName
           select sameName.First(),
    ];

    public static NodeDeclaration Read(NodeProperty node, ModelParts parts, Compilation compilation, CancellationToken cancel) => new(
        node.Name,
        string.Join(" ", node.Syntax.Modifiers.Select(modifier => modifier.Text)),
        IsPartial: node is { IsPartial: true, HasBody: false, Getter: not null } && !IsImplemented(node, parts, cancel),
        LanguageAttributes.Read(node.Symbol, cancel),
        DocumentationReader.Read(node.Syntax))
    {
        Type = HiddenNames.HideNode(parts.Type, compilation, cancel) ? "global::DeepDsl.Node" : nameof(Node),
        Setter = node.Setter is { } setter ? string.Join(" ", setter.Modifiers.Select(modifier => modifier.Text).Append(setter.Keyword.Text)) : "",
    };

    /// <summary>Whether the author wrote the implementing part too.</summary>
    public static bool IsImplemented(NodeProperty node, ModelParts parts, CancellationToken cancel) =>
        node.Symbol.PartialImplementationPart is { } implementation && parts.SyntaxOf(implementation, cancel) is not null;
}
