using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Problems;
using DeepDsl.Reading.Forms;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading;

/// <summary>Where the parts of a model stand in its source: what declarations leave out so that they can be equal.</summary>
public sealed class ModelLocations
{
    private readonly INamedTypeSymbol _type;
    private readonly ModelParts _parts;
    private readonly FormFinding[] _findings;

    internal ModelLocations(ModelParts parts, FormFinding[] findings) => (_type, _parts, _findings) = (parts.Type, parts, findings);

    /// <summary>The token that a problem of form is about.</summary>
    public Location Locate(FormProblem problem) =>
        _findings.FirstOrDefault(finding => finding.Problem == problem)?.Location ?? Locate(new Site(problem.Member));

    /// <summary>The name of the class or a member, an attribute, or one of its arguments; where something is missing, what it would stand in.</summary>
    public Location Locate(Site site)
    {
        var member = site.Member is { } name ? _type.GetMembers(name).FirstOrDefault(symbol => Syntax(symbol) is not null) : null;
        if (site.Member is not null && member is null)
            return _parts.Main.Identifier.GetLocation();
        if (site.Attribute is { } index && LanguageAttributes.On((ISymbol?)member ?? _type).ElementAtOrDefault(index) is { } attribute
            && LanguageAttributes.SyntaxOf(attribute, CancellationToken.None) is { } syntax)
            return (site.Argument is { } argument ? AttributeArguments.Find(attribute, syntax, argument) ?? syntax : syntax).GetLocation();
        return (member is null ? _parts.Main.Identifier : Identifier(Syntax(member)!)).GetLocation();
    }

    /// <summary>A place in a block; null where the block stands in another assembly.</summary>
    public Location? Locate(BlockSite site)
    {
        var name = new BlockName(site.Block);
        return !name.IsForeign && _type.ContainingAssembly.GetTypeByMetadataName(name.InAssembly) is { } block && ModelParts.Of(block, CancellationToken.None) is { } parts
            ? new ModelLocations(parts, []).Locate(site.Site)
            : null;
    }

    /// <summary>Whether a place stands in the class.</summary>
    public bool Contain(Location location) => _parts.All.Any(part => part.SyntaxTree == location.SourceTree && part.Span.Contains(location.SourceSpan));

    private SyntaxNode? Syntax(ISymbol member) => _parts.SyntaxOf(member, CancellationToken.None);

    private static SyntaxToken Identifier(SyntaxNode member) => member switch
    {
        PropertyDeclarationSyntax property => property.Identifier,
        VariableDeclaratorSyntax field => field.Identifier,
        _ => member.GetFirstToken(),
    };
}
