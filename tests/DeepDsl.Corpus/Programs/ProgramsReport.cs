using System.Text.Json.Serialization;
using DeepDsl.Corpus.Programs.Keras;

namespace DeepDsl.Corpus.Programs;

/// <summary>What the rules say about the programs of a file.</summary>
internal sealed record ProgramsReport(IReadOnlyList<ProgramReport> Programs);

/// <summary>What the rules say about a program.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind">"faulty" or "normal".</param>
/// <param name="Expressible">Whether it can be written in the language.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Diagnostics">What is reported on it.</param>
/// <param name="Fixed">What is reported on its repaired twin; null where there is none that can be written.</param>
internal sealed record ProgramReport(
    string Id, string Kind, bool Expressible, string? Reason, IReadOnlyList<ReportedDiagnostic> Diagnostics, IReadOnlyList<ReportedDiagnostic>? Fixed)
{
    /// <summary>What was assumed to write it in the language; left out where nothing was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Assumption { get; init; }

    /// <summary>The groups that the file's labels put it in.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>What trivial rules look at; null where it cannot be written.</summary>
    [JsonIgnore]
    public Looks? Looks { get; init; }

    /// <summary>The same of its twin.</summary>
    [JsonIgnore]
    public Looks? LooksOfTwin { get; init; }

    /// <summary>What it has in common with other programs that cannot be written.</summary>
    [JsonIgnore]
    public string? Topic { get; init; }

    /// <summary>Whether the file has a repaired twin.</summary>
    [JsonIgnore]
    public bool HasTwin { get; init; }

    /// <summary>What its twin has in common with other programs that cannot be written.</summary>
    [JsonIgnore]
    public string? TopicOfTwin { get; init; }
}

/// <summary>A diagnostic.</summary>
internal sealed record ReportedDiagnostic(string Id, string Severity, string Message)
{
    /// <summary>Whether it is more than a suggestion.</summary>
    [JsonIgnore]
    public bool IsLoud => Severity is "Warning" or "Error";
}
