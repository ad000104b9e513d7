using System.Collections.Immutable;
using DeepDsl.Compiler.Problems;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers;

/// <summary>A rule that reports one kind of misfit, as the compiler found and worded it.</summary>
public abstract class MisfitRule<TMisfit>(DiagnosticDescriptor rule) : ModelRule(rule)
    where TMisfit : Misfit
{
    protected override IEnumerable<Finding> Check(ModelContext model, AnalyzerConfigOptions options)
    {
        // A class that cannot be a model says so once; what its graph would be is beside the point.
        if (model.Declaration.FormProblems.Count > 0)
            yield break;
        foreach (var problem in model.Graph.Problems)
        {
            if (problem.Misfit is TMisfit misfit)
                yield return Report(misfit, model.Locations.Locate(problem.Site));
        }
    }

    /// <summary>What a code fix needs to know about a misfit.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> FactsOf(TMisfit misfit) =>
        [new(Facts.Argument, misfit.Argument), new(Facts.Suggestion, misfit.Suggestion), new(Facts.Owner, misfit.Owner)];

    // What whoever configures the rule means all cases of; only those that are milder than the rule say so.
    private DiagnosticSeverity? SeverityOf(Gravity gravity) => gravity switch
    {
        Gravity.Warning when SupportedDiagnostics[0].DefaultSeverity > DiagnosticSeverity.Warning => DiagnosticSeverity.Warning,
        Gravity.Suggestion => DiagnosticSeverity.Info,
        _ => null,
    };

    private Finding Report(TMisfit misfit, Location location) =>
        new(location, misfit.Message) { Severity = SeverityOf(misfit.Gravity), Facts = FactsOf(misfit).ToImmutableDictionary() };
}
