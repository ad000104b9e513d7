using DeepDsl.Corpus.Programs.Keras;
using Spectre.Console;

namespace DeepDsl.Corpus.Programs;

/// <summary>A report as tables: every program, how often each rule speaks, and what keeps programs out.</summary>
internal static class ProgramsTables
{
    public static void Print(IReadOnlyList<ProgramReport> programs)
    {
        AnsiConsole.Write(Every(programs));
        AnsiConsole.Write(ByKind(programs));
        AnsiConsole.Write(ByRule(programs));
        AnsiConsole.Write(ByObstacle(programs));
    }

    private static Table Every(IReadOnlyList<ProgramReport> programs)
    {
        var table = new Table().AddColumns("program", "kind", "diagnostics", "of the fixed twin");
        foreach (var program in programs)
            table.AddRow(new Text(program.Id), new Text(program.Kind), new Text(program.Expressible ? Ids(program.Diagnostics) : program.Reason!), new Text(program.Fixed is null ? "" : Ids(program.Fixed)));
        return table;
    }

    private static Table ByKind(IReadOnlyList<ProgramReport> programs)
    {
        var table = new Table().AddColumns("programs", "number", "expressible", "of them with an assumed input", "with a warning or an error", "with anything");
        foreach (var kind in KerasProgram.Kinds)
        {
            var all = programs.Where(program => program.Kind == kind).ToArray();
            Add(kind, all.Length, all.Count(program => program.Assumption is not null), [.. all.Where(program => program.Expressible).Select(program => program.Diagnostics)]);
        }
        Add("fixed twins", programs.Count(program => program.HasTwin), programs.Count(program => program is { Assumption: not null, Fixed: not null }), [.. programs.Select(program => program.Fixed).OfType<IReadOnlyList<ReportedDiagnostic>>()]);
        return table;

        void Add(string name, int number, int assumed, IReadOnlyList<IReadOnlyList<ReportedDiagnostic>> expressible) => table.AddRow(
            name, $"{number}", $"{expressible.Count}", $"{assumed}", $"{expressible.Count(list => list.Any(diagnostic => diagnostic.IsLoud))}", $"{expressible.Count(list => list.Count > 0)}");
    }

    private static Table ByRule(IReadOnlyList<ProgramReport> programs)
    {
        var table = new Table().AddColumns("programs with", "severity", "faulty", "fixed", "normal");
        var all = programs.SelectMany(program => program.Diagnostics.Select(diagnostic => (program.Kind, diagnostic, program.Id))
            .Concat((program.Fixed ?? []).Select(diagnostic => (Kind: "fixed", diagnostic, program.Id))));
        foreach (var rule in all.GroupBy(entry => (entry.diagnostic.Id, entry.diagnostic.Severity)).OrderBy(rule => rule.Key.Id, StringComparer.Ordinal).ThenBy(rule => rule.Key.Severity, StringComparer.Ordinal))
            table.AddRow([rule.Key.Id, rule.Key.Severity, .. new[] { "faulty", "fixed", "normal" }.Select(kind => $"{rule.Where(entry => entry.Kind == kind).DistinctBy(entry => entry.Id).Count()}")]);
        return table;
    }

    private static Table ByObstacle(IReadOnlyList<ProgramReport> programs)
    {
        var table = new Table().AddColumns("not expressible because", "programs", "fixed twins");
        var topics = programs.Select(program => program.Topic).OfType<string>().ToLookup(topic => topic);
        var ofTwins = programs.Select(program => program.TopicOfTwin).OfType<string>().ToLookup(topic => topic);
        foreach (var topic in topics.Concat(ofTwins).Select(group => group.Key).Distinct().OrderByDescending(topic => topics[topic].Count() + ofTwins[topic].Count()).ThenBy(topic => topic, StringComparer.Ordinal))
            table.AddRow(new Text(topic), new Text($"{topics[topic].Count()}"), new Text($"{ofTwins[topic].Count()}"));
        return table;
    }

    private static string Ids(IReadOnlyList<ReportedDiagnostic> diagnostics) =>
        string.Join(", ", diagnostics.GroupBy(diagnostic => diagnostic.Id).Select(rule => rule.Count() == 1 ? rule.Key : $"{rule.Key} ×{rule.Count()}"));
}
