using DeepDsl.Analyzers.Rules.Composition;
using DeepDsl.Compiler.Signal.Judging;
using DeepDsl.Compiler.Signal.Judging.Ailments;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers;

/// <summary>A rule about how signals and gradients are predicted to fare: it reports its ailment where that is the one cause.</summary>
public abstract class SignalRule<TAilment>(DiagnosticDescriptor rule) : ModelRule(rule)
    where TAilment : Ailment
{
    /// <summary>Whether another rule names the cause already.</summary>
    private protected virtual bool IsToldOtherwise(ModelContext model, TAilment ailment, AnalyzerConfigOptions options) => false;

    protected sealed override IEnumerable<Finding> Check(ModelContext model, AnalyzerConfigOptions options)
    {
        if (SignalModel.Diagnose(model.Graph, options)?.Ailment is TAilment ailment && !FollowsFromSymmetry(model, ailment, options) && !IsToldOtherwise(model, ailment, options))
        {
            yield return new(model.Locations.Locate(ailment.At.Site), ailment.Message)
            {
                Severity = ailment.Level == SignalLevel.Warning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            };
        }
    }

    // The length of a way has nothing to do with how its weights start.
    private static bool FollowsFromSymmetry(ModelContext model, TAilment ailment, AnalyzerConfigOptions options) =>
        ailment is not DeepPath && SymmetricInitialization.Concerns(new(model.Graph, options));
}
