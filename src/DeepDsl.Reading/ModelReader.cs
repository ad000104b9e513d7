using DeepDsl.Compiler.Declarations;
using DeepDsl.Reading.Forms;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading;

/// <summary>Reads a model from its class. It only copies facts, whatever they mean, and puts up with code that is half typed.</summary>
public static class ModelReader
{
    /// <summary>Whether a declaration is the one that makes its class a model. Of two that say so the first counts; C# rejects the second itself.</summary>
    public static bool IsModel(INamedTypeSymbol type, TypeDeclarationSyntax syntax) => ModelParts.IsMain(type, syntax);

    /// <summary>The model that a class declares.</summary>
    /// <param name="type">The class.</param>
    /// <param name="syntax">Its declaration with [Model] on it.</param>
    /// <param name="semantics">The semantics of that declaration's file.</param>
    /// <param name="cancel">Stops the reading.</param>
    public static ModelDeclaration Read(INamedTypeSymbol type, TypeDeclarationSyntax syntax, SemanticModel semantics, CancellationToken cancel) =>
        Read(ModelParts.Of(type, syntax, cancel), semantics, cancel, out _);

    internal static ModelDeclaration Read(ModelParts parts, SemanticModel semantics, CancellationToken cancel, out FormFinding[] findings)
    {
        var model = ReadAlone(parts, semantics, cancel, out findings);
        return BlockReader.Complete(model, parts, semantics.Compilation, cancel);
    }

    /// <summary>The declaration without the blocks that it uses.</summary>
    internal static ModelDeclaration ReadAlone(ModelParts parts, SemanticModel semantics, CancellationToken cancel, out FormFinding[] findings)
    {
        var nodes = NodeReader.Find(parts, cancel);
        var forms = new FormReader(parts, nodes, semantics.Compilation, cancel);
        findings = [.. forms.Find()];
        return new(
            TypeReader.Read(parts) with { Overridden = forms.Overridden(findings).ToEquatableArray() },
            LanguageAttributes.Read(parts.Type, cancel),
            nodes.Select(node => NodeReader.Read(node, parts, semantics.Compilation, cancel)).ToEquatableArray(),
            MemberReader.Read(parts, semantics, cancel),
            findings.Select(finding => finding.Problem).ToEquatableArray())
        {
            IsBlock = parts.IsBlock,
            Hypers = HyperReader.Read(parts, cancel),
            // Of a block no fields are generated.
            Fields = parts.IsBlock ? [] : parts.Type.GetMembers().Where(member => member.Name.StartsWith("_", StringComparison.Ordinal) && parts.SyntaxOf(member, cancel) is not null).Select(member => member.Name).ToEquatableArray(),
        };
    }
}
