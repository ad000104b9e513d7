using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Judging;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers;

/// <summary>A model as rules about signals look at it.</summary>
public static class SignalModel
{
    /// <summary>What is predicted of a model and wrong with it; null where nothing can be predicted.</summary>
    public static SignalDiagnosis? Diagnose(ShapedGraph graph, AnalyzerConfigOptions options) => SignalPropagation.CanPredict(graph)
        ? SignalDiagnoses.Of(graph, SignalOptions.Read(options, OptimizerFamilies.Of(graph.Declaration)))
        : null;

    /// <summary>Whether a model may be expected to train; null where nothing can be predicted.</summary>
    public static bool? IsMended(ShapedGraph graph, AnalyzerConfigOptions options) => Diagnose(graph, options) is { } diagnosis
        ? Cures.IsMended(diagnosis, SignalOptions.Read(options, diagnosis.Study.Optimizer))
        : null;
}
