using DeepDsl.Corpus.Programs;

namespace DeepDsl.Corpus.Truth.Reports;

/// <summary>What came out for all models.</summary>
internal sealed record TruthReport(double PassingAccuracy, int Steps, int Seeds, IReadOnlyList<ModelTruth> Models);

/// <summary>What was said of a model, and what came of it.</summary>
/// <param name="Accuracy">The training accuracy with the best of three learning rates.</param>
internal sealed record ModelTruth(string Model, double Accuracy, bool Trains, IReadOnlyList<ReportedDiagnostic> Diagnostics, IReadOnlyList<FixTruth> Fixes)
{
    /// <summary>Whether somebody claims that it fails.</summary>
    public bool IsWarnedOf => Diagnostics.Any(diagnostic => diagnostic.Severity == nameof(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
}

/// <summary>What a fix makes of a model.</summary>
/// <param name="Rule">The rule that it is offered for.</param>
/// <param name="Severity">How bad that finds it.</param>
/// <param name="Left">The warnings that are left.</param>
internal sealed record FixTruth(string Rule, string Severity, string Kind, string Title, double Accuracy, bool Trains, IReadOnlyList<string> Left);
