using DeepDsl.Corpus.Programs;
using DeepDsl.Corpus.Truth.Grid;
using DeepDsl.Corpus.Truth.Reports;
using DeepDsl.Corpus.Truth.Sources;
using DeepDsl.Corpus.Truth.Training;
using Microsoft.CodeAnalysis;

namespace DeepDsl.Corpus.Truth;

/// <summary>Holds what is said of a model against how it trains, as it is and with every fix that is offered.</summary>
internal sealed class Examination(Trial trial)
{
    // A rule may find the same in several places, and a fix mends one.
    private const int MostPlaces = 16;

    public async Task<ModelTruth> OfAsync(Stack stack, CancellationToken cancel)
    {
        var source = await ModelSource.ReadAsync(stack.Source, cancel);
        var accuracy = trial.Accuracy(source, stack.Optimizer);
        var fixes = new List<FixTruth>();
        foreach (var finding in source.Findings.Where(IsAboutTraining).DistinctBy(finding => finding.Id))
        {
            foreach (var fix in await source.FixesOfAsync(finding, cancel))
                fixes.Add(await OfAsync(fix, finding, stack, cancel));
        }
        return new($"{stack}", accuracy, accuracy >= Trial.Passing,
            [.. source.Findings.Select(finding => new ReportedDiagnostic(finding.Id, $"{finding.Severity}", finding.GetMessage()))], fixes);
    }

    private async Task<FixTruth> OfAsync(OfferedFix fix, Diagnostic finding, Stack stack, CancellationToken cancel)
    {
        var mended = await ModelSource.ReadAsync(await fix.Apply(cancel), cancel);
        for (var place = 1; place < MostPlaces && await SameAsync(mended, finding.Id, fix.Kind, cancel) is { } next; place++)
            mended = await ModelSource.ReadAsync(await next.Apply(cancel), cancel);
        var accuracy = trial.Accuracy(mended, stack.Optimizer);
        return new(finding.Id, $"{finding.Severity}", fix.Kind, fix.Title, accuracy, accuracy >= Trial.Passing,
            [.. mended.Findings.Where(left => left.Severity == DiagnosticSeverity.Warning).Select(left => left.Id).Distinct()]);
    }

    private static async Task<OfferedFix?> SameAsync(ModelSource source, string rule, string kind, CancellationToken cancel) =>
        source.Findings.FirstOrDefault(finding => finding.Id == rule) is { } left ? (await source.FixesOfAsync(left, cancel)).FirstOrDefault(fix => fix.Kind == kind) : null;

    // A suggestion about style, such as a bias that cancels, claims nothing about whether a model trains.
    private static bool IsAboutTraining(Diagnostic finding) =>
        finding.Severity == DiagnosticSeverity.Warning || finding.Descriptor.Category is "DeepDsl.Signal" or "DeepDsl.Initialization";
}
