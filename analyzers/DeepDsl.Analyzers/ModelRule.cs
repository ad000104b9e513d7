using System.Collections.Immutable;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers;

/// <summary>A rule about models: one method over the analyzed model. All rules share one reading of it.</summary>
public abstract class ModelRule(DiagnosticDescriptor rule) : DiagnosticAnalyzer
{
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [rule];

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(
            Analyze, SyntaxKind.ClassDeclaration, SyntaxKind.RecordDeclaration, SyntaxKind.StructDeclaration, SyntaxKind.RecordStructDeclaration);
    }

    /// <summary>What is wrong with a model.</summary>
    protected abstract IEnumerable<Finding> Check(ModelContext model);

    /// <summary>What is wrong with a model, where that depends on what an .editorconfig says.</summary>
    protected virtual IEnumerable<Finding> Check(ModelContext model, AnalyzerConfigOptions options) => Check(model);

    private void Analyze(SyntaxNodeAnalysisContext context)
    {
        var declaration = (TypeDeclarationSyntax)context.Node;
        if (!ModelContext.TryCreate(declaration, context.SemanticModel, context.CancellationToken, out var model))
            return;
        foreach (var finding in Check(model, context.Options.AnalyzerConfigOptionsProvider.GetOptions(declaration.SyntaxTree)))
            context.ReportDiagnostic(finding.Within(declaration).ToDiagnostic(SupportedDiagnostics[0]));
    }
}
