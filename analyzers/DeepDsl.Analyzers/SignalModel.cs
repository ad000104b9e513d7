using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Judging;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers;

/// <summary>A model as rules about signals look at it.</summary>
public static class SignalModel
{
    /// <summary>What is predicted of a model and wrong with it; null where nothing can be predicted.</summary>
    public static SignalDiagnosis? Diagnose(ModelContext model, AnalyzerConfigOptions options) => SignalPropagation.CanPredict(model.Graph)
        ? SignalDiagnoses.Of(model.Graph, SignalOptions.Read(options, OptimizerFamilies.Of(model.Declaration)))
        : null;
}
