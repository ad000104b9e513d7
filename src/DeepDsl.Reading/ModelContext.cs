using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepDsl.Reading;

/// <summary>A model as rules look at it: what it declares, the graph that follows, and where everything stands.</summary>
public sealed record ModelContext(ModelDeclaration Declaration, ShapedGraph Graph, ModelLocations Locations)
{
    // A symbol belongs to one compilation, so what was read of it stays true as long as it lives.
    private static readonly ConditionalWeakTable<INamedTypeSymbol, ModelContext> Known = new();

    /// <summary>Reads the model that a declaration makes; false for any other declaration. Rules that ask about the same model share the answer.</summary>
    public static bool TryCreate(TypeDeclarationSyntax syntax, SemanticModel semantics, CancellationToken cancel, [NotNullWhen(true)] out ModelContext? model)
    {
        model = null;
        if (syntax.AttributeLists.Count == 0 || semantics.GetDeclaredSymbol(syntax, cancel) is not { } type || !ModelReader.IsModel(type, syntax))
            return false;
        if (!Known.TryGetValue(type, out model))
            model = Known.GetValue(type, _ => Create(ModelParts.Of(type, syntax, cancel), semantics, cancel));
        return true;
    }

    private static ModelContext Create(ModelParts parts, SemanticModel semantics, CancellationToken cancel)
    {
        var declaration = ModelReader.Read(parts, semantics, cancel, out var findings);
        return new(declaration, CompiledModels.Analyze(declaration), new(parts, findings));
    }
}
