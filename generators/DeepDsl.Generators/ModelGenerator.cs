using System.Text;
using DeepDsl.Compiler;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Emission;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeepDsl.Generators;

/// <summary>Writes the other part of every class with [Model] or [Block]. It reports nothing: the analyzers do, where the IDE can offer fixes.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        Register(context, KnownTypes.ModelAttribute);
        Register(context, KnownTypes.BlockAttribute);
    }

    private static void Register(IncrementalGeneratorInitializationContext context, string attribute)
    {
        // A declaration carries the blocks it uses, so a model is compiled again when one of them changes, and not for any other.
        var models = context.SyntaxProvider.ForAttributeWithMetadataName(attribute,
                predicate: static (node, _) => node is TypeDeclarationSyntax,
                transform: static (model, cancel) => Read(model, cancel))
            .WithTrackingName(Steps.Read)
            .Where(static model => model is not null);
        // Compiling is slow, and behind a value: an equal model is not compiled again.
        var sources = models.Select(static (model, _) => Compile(model!)).WithTrackingName(Steps.Compile);
        context.RegisterSourceOutput(sources, static (output, files) =>
        {
            foreach (var file in files)
                output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
        });
    }

    private static ModelDeclaration? Read(GeneratorAttributeSyntaxContext model, CancellationToken cancel) =>
        model is { TargetNode: TypeDeclarationSyntax syntax, TargetSymbol: INamedTypeSymbol type } && ModelReader.IsModel(type, syntax)
            ? ModelReader.Read(type, syntax, model.SemanticModel, cancel)
            : null;

    // A model that brings the compiler down must not take the others with it, nor go unnoticed.
    private static EquatableArray<GeneratedSource> Compile(ModelDeclaration model)
    {
        try
        {
            return ModelCompiler.Compile(CompiledModels.Analyze(model));
        }
        catch (Exception bug)
        {
            return ModelCompiler.Fail(model, bug);
        }
    }
}
