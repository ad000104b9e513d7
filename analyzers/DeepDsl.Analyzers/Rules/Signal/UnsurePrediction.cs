using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Judging;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers.Rules.Signal;

/// <summary>The prediction behind the other rules about signals may be wrong by more than a factor of two.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsurePrediction() : ModelRule(Rule)
{
    public const string Id = "DD0408";

    private static readonly DiagnosticDescriptor Rule = new(Id, title: "Prediction of signals is unsure", messageFormat: "What is predicted of '{0}' is unsure: {1}",
        RuleCategories.Signal, DiagnosticSeverity.Hidden, isEnabledByDefault: true, description: Help.Meaning(Id), helpLinkUri: Help.For(Id));

    protected override IEnumerable<Finding> Check(ModelContext model, AnalyzerConfigOptions options)
    {
        if (!SignalPropagation.CanPredict(model.Graph) || SignalDiagnoses.Study(model.Declaration, SignalPropagation.UsualBatch) is not { Profile.Doubts: { Count: > 0 } doubts })
            yield break;
        var site = doubts.Select(doubt => doubt.Node.Node).FirstOrDefault(node => node is not null)?.Site ?? new(null);
        var reasons = string.Join("; ", doubts.Select(doubt => doubt.Node.Node is null ? doubt.Reason : $"{doubt.Reason} ('{doubt.Node.Name}')"));
        yield return new(model.Locations.Locate(site), model.Declaration.Type.Name, reasons);
    }
}
