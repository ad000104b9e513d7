using Microsoft.CodeAnalysis;
using Spectre.Console;

namespace DeepDsl.Corpus.Truth.Reports;

/// <summary>A report as tables: how often warnings and silence were right and fixes mended, and every case where they were not.</summary>
internal static class TruthTables
{
    private static readonly string Warning = $"{DiagnosticSeverity.Warning}";

    public static void Print(IReadOnlyList<ModelTruth> models)
    {
        AnsiConsole.Write(Claims(models));
        AnsiConsole.Write(Fixes(models));
        AnsiConsole.Write(Misses(models));
        AnsiConsole.Write(MissesOfFixes(models));
    }

    private static Table Claims(IReadOnlyList<ModelTruth> models)
    {
        var table = new Table().Title("what was said, and whether it was right").AddColumns("", "models", "right", "");
        foreach (var rule in models.SelectMany(model => model.Diagnostics.Where(diagnostic => diagnostic.Severity == Warning).Select(diagnostic => diagnostic.Id)).Distinct().Order(StringComparer.Ordinal))
            Add($"{rule} warns", models.Where(model => model.Diagnostics.Any(diagnostic => diagnostic.Id == rule && diagnostic.Severity == Warning)), model => !model.Trains);
        Add("any warning", models.Where(model => model.IsWarnedOf), model => !model.Trains);
        Add("no warning", models.Where(model => !model.IsWarnedOf), model => model.Trains);
        Add("  but a suggestion", models.Where(model => !model.IsWarnedOf && model.Diagnostics.Count > 0), model => model.Trains);
        Add("  nothing at all", models.Where(model => model.Diagnostics.Count == 0), model => model.Trains);
        return table;

        void Add(string name, IEnumerable<ModelTruth> said, Func<ModelTruth, bool> isRight) => AddShare(table, name, [.. said], isRight);
    }

    private static Table Fixes(IReadOnlyList<ModelTruth> models)
    {
        var table = new Table().Title("fixes of models that did not train").AddColumns("", "offered", "mended", "");
        foreach (var severity in (string[])[Warning, $"{DiagnosticSeverity.Info}"])
        {
            FixTruth[] fixes = [.. models.Where(model => !model.Trains).SelectMany(model => model.Fixes).Where(fix => fix.Severity == severity)];
            foreach (var kind in fixes.GroupBy(fix => (fix.Rule, fix.Kind)).OrderBy(kind => kind.Key.Rule, StringComparer.Ordinal))
                AddShare(table, $"{kind.Key.Rule} {severity}: {kind.Key.Kind}", [.. kind], fix => fix.Trains);
            AddShare(table, $"all of {severity}", fixes, fix => fix.Trains);
            AddShare(table, "  where no warning is left", [.. fixes.Where(fix => fix.Left.Count == 0)], fix => fix.Trains);
        }
        return table;
    }

    private static Table Misses(IReadOnlyList<ModelTruth> models)
    {
        var table = new Table().Title("warned of and trains, or neither").AddColumns("model", "accuracy", "said");
        foreach (var model in models.Where(model => model.IsWarnedOf == model.Trains))
            table.AddRow(new Text(model.Model), new Text($"{model.Accuracy:f2}"), new Text(string.Join(", ", model.Diagnostics.Select(diagnostic => $"{diagnostic.Id} {diagnostic.Severity}").Distinct())));
        return table;
    }

    private static Table MissesOfFixes(IReadOnlyList<ModelTruth> models)
    {
        var table = new Table().Title("fixed and does not train").AddColumns("model", "accuracy", "fix", "accuracy", "left");
        foreach (var model in models)
        {
            foreach (var fix in model.Fixes.Where(fix => !fix.Trains))
                table.AddRow(new Text(model.Model), new Text($"{model.Accuracy:f2}"), new Text($"{fix.Rule} {fix.Severity}: {fix.Title}"), new Text($"{fix.Accuracy:f2}"), new Text(string.Join(", ", fix.Left)));
        }
        return table;
    }

    private static void AddShare<T>(Table table, string name, IReadOnlyList<T> cases, Func<T, bool> isRight)
    {
        var right = cases.Count(isRight);
        table.AddRow(new Text(name), new Text($"{cases.Count}"), new Text($"{right}"), new Text(cases.Count == 0 ? "" : $"{100.0 * right / cases.Count:f1} %"));
    }
}
