using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DeepDsl.Analyzers;

/// <summary>A rule about code that uses models: one method over a call of a method.</summary>
public abstract class UsageRule(DiagnosticDescriptor rule) : DiagnosticAnalyzer
{
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [rule];

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
    }

    /// <summary>What is wrong with a call; null where nothing is.</summary>
    private protected abstract string? Check(ModelCall call);

    private void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.Instance is not null && Check(new(call, context.Compilation, context.CancellationToken)) is { } message)
            context.ReportDiagnostic(Diagnostic.Create(SupportedDiagnostics[0], call.Syntax.GetLocation(), message));
    }
}
