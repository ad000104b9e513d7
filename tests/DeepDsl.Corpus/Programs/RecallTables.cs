using DeepDsl.Corpus.Programs.Keras;
using Spectre.Console;

namespace DeepDsl.Corpus.Programs;

/// <summary>How well warnings tell faulty programs from others, beside rules without any theory.</summary>
internal static class RecallTables
{
    private static readonly (string Name, Func<Seen, bool> Speaks)[] Judges =
    [
        ("a warning or an error", seen => seen.Diagnostics.Any(diagnostic => diagnostic.IsLoud)),
        ("anything visible", seen => seen.Diagnostics.Any(diagnostic => diagnostic.Severity != "Hidden")),
        ("depth >= 12", seen => seen.Looks.IsDeep),
        ("activation is not tanh", seen => seen.Looks.HasOtherThanTanh),
    ];

    public static void Print(IReadOnlyList<ProgramReport> programs)
    {
        AnsiConsole.Write(ByLabel(programs));
        AnsiConsole.Write(Precision(programs));
        AnsiConsole.Write(Worse(programs));
    }

    /// <summary>The share of every group that each judge speaks of.</summary>
    private static Table ByLabel(IReadOnlyList<ProgramReport> programs)
    {
        var table = new Table().AddColumns(["label", "programs", "expressible", .. Judges.Select(judge => judge.Name)]);
        var labels = programs.Where(program => program.Kind == "faulty").SelectMany(program => program.Labels.Select(label => (label, program))).ToLookup(pair => pair.label, pair => pair.program);
        foreach (var label in labels.OrderBy(label => label.Key, StringComparer.Ordinal))
            Add(label.Key, [.. label]);
        Add("all", [.. programs.Where(program => program.Kind == "faulty")]);
        return table;

        void Add(string name, IReadOnlyList<ProgramReport> all)
        {
            Seen[] seen = [.. all.Select(Own).OfType<Seen>()];
            table.AddRow([.. new[] { name, $"{all.Count}", $"{seen.Length}" }.Concat(Judges.Select(judge => Share(seen.Count(judge.Speaks), seen.Length))).Select(text => new Text(text))]);
        }
    }

    /// <summary>Of all programs that a judge speaks of, the share of faulty ones.</summary>
    private static Table Precision(IReadOnlyList<ProgramReport> programs)
    {
        var table = new Table().AddColumns("judge", "faulty", "normal", "fixed", "precision against normal ones", "against normal and fixed ones");
        Seen[] faulty = [.. Of("faulty")], normal = [.. Of("normal")], repaired = [.. programs.Select(Twin).OfType<Seen>()];
        foreach (var (name, speaks) in Judges)
        {
            var (right, wrong, wrongOfRepaired) = (faulty.Count(speaks), normal.Count(speaks), repaired.Count(speaks));
            table.AddRow([.. new[]
            {
                name, $"{right} of {faulty.Length}", $"{wrong} of {normal.Length}", $"{wrongOfRepaired} of {repaired.Length}", Share(right, right + wrong), Share(right, right + wrong + wrongOfRepaired),
            }.Select(text => new Text(text))]);
        }
        return table;

        IEnumerable<Seen> Of(string kind) => programs.Where(program => program.Kind == kind).Select(Own).OfType<Seen>();
    }

    /// <summary>The programs whose repair got more warnings than they have.</summary>
    private static Table Worse(IReadOnlyList<ProgramReport> programs)
    {
        var table = new Table().AddColumns("more warnings when fixed", "faulty", "fixed");
        foreach (var program in programs.Where(program => program is { Expressible: true, Fixed: not null } && program.Fixed.Count(diagnostic => diagnostic.IsLoud) > program.Diagnostics.Count(diagnostic => diagnostic.IsLoud)))
            table.AddRow(new Text(program.Id), new Text(Loud(program.Diagnostics)), new Text(Loud(program.Fixed!)));
        return table.Rows.Count > 0 ? table : table.AddRow("none", "", "");
    }

    private static string Loud(IEnumerable<ReportedDiagnostic> diagnostics) => string.Join("\n", diagnostics.Where(diagnostic => diagnostic.IsLoud).Select(diagnostic => $"{diagnostic.Id} {diagnostic.Message}"));

    private static string Share(int part, int whole) => whole == 0 ? "" : $"{part} ({100.0 * part / whole:f0} %)";

    private static Seen? Own(ProgramReport program) => program.Looks is { } looks ? new(program.Diagnostics, looks) : null;

    private static Seen? Twin(ProgramReport program) => program is { LooksOfTwin: { } looks, Fixed: { } diagnostics } ? new(diagnostics, looks) : null;

    private sealed record Seen(IReadOnlyList<ReportedDiagnostic> Diagnostics, Looks Looks);
}
