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
    /// <param name="model">The model.</param>
    /// <param name="options">What an .editorconfig says about its file.</param>
    protected abstract IEnumerable<Finding> Check(ModelContext model, AnalyzerConfigOptions options);

    private void Analyze(SyntaxNodeAnalysisContext context)
    {
        var declaration = (TypeDeclarationSyntax)context.Node;
        if (!ModelContext.TryCreate(declaration, context.SemanticModel, context.CancellationToken, out var model))
            return;
        var onlyErrors = IsError(SupportedDiagnostics[0].DefaultSeverity) && AnalysisMode.HasOnlyErrors(context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.Node.SyntaxTree));
        foreach (var finding in FindingsOf(model, context))
        {
            if (!onlyErrors || IsError(finding.Severity ?? SupportedDiagnostics[0].DefaultSeverity))
                context.ReportDiagnostic(finding.Within(declaration).ToDiagnostic(SupportedDiagnostics[0]));
        }
    }

    private static bool IsError(DiagnosticSeverity severity) => severity == DiagnosticSeverity.Error;

    /// <summary>What is wrong in the declaration of a model.</summary>
    private protected virtual IEnumerable<Finding> FindingsOf(ModelContext model, SyntaxNodeAnalysisContext context) =>
        Check(model, context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.Node.SyntaxTree));
}
