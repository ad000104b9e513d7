using System.CommandLine;
using System.Diagnostics;
using DeepDsl.Corpus.Truth.Grid;
using DeepDsl.Corpus.Truth.Reports;
using DeepDsl.Corpus.Truth.Training;
using Digits;
using Spectre.Console;

namespace DeepDsl.Corpus.Truth;

/// <summary>Trains a grid of models, and holds what the rules say of each, and what their fixes make of it, against what comes out.</summary>
internal static class TruthCommand
{
    // Prime to the sizes of the grid, so that everything has its turn.
    private const int QuickStride = 17;

    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Where to write what came out for every model." };
    private static readonly Option<bool> Quick = new("--quick") { Description = "A part of the grid, in about a minute." };

    private static readonly Option<int> Jobs = new("--jobs") { Description = "How many models are examined at once, each on one thread.", DefaultValueFactory = _ => 1 };

    /// <summary>The part of the grid.</summary>
    internal static IReadOnlyList<Stack> QuickStacks { get; } = [.. Stacks.All.Where((_, index) => index % QuickStride == 0)];

    public static Command Create()
    {
        var command = new Command("truth", "Trains models before and after each offered fix, and counts how often the rules were right.") { Json, Quick, Jobs };
        command.SetAction((arguments, cancel) => RunAsync(arguments.GetValue(Json)?.FullName, arguments.GetValue(Quick), Math.Max(1, arguments.GetValue(Jobs)), cancel));
        return command;
    }

    private static async Task RunAsync(string? json, bool isQuick, int jobs, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var stacks = isQuick ? QuickStacks : Stacks.All;
        AnsiConsole.WriteLine($"{stacks.Count} models: {Trial.Steps} steps, {Trial.Seeds} seed(s), the best of {stacks[0].Optimizer.LearningRates.Count} learning rates; one trains if it reaches {100 * Trial.Passing:f0} % on its training images");
        var models = await AnsiConsole.Progress().AutoClear(true).StartAsync(progress =>
        {
            var task = progress.AddTask("models", maxValue: stacks.Count);
            return ExamineAsync(stacks, jobs, cancel, () => task.Increment(1));
        });
        TruthTables.Print(models);
        AnsiConsole.WriteLine($"{models.Count} models and {models.Sum(model => model.Fixes.Count)} fixes in {clock.Elapsed.TotalMinutes:f1} min");
        if (json is not null)
            JsonFile.Write(json, new TruthReport(Trial.Passing, Trial.Steps, Trial.Seeds, models));
    }

    /// <summary>What came out for each of some models.</summary>
    internal static async Task<IReadOnlyList<ModelTruth>> ExamineAsync(IReadOnlyList<Stack> stacks, int jobs, CancellationToken cancel, Action? whenOne = null)
    {
        using var trial = new Trial(DigitData.Shipped().Train);
        var examination = new Examination(trial);
        var models = new ModelTruth[stacks.Count];
        await Parallel.ForAsync(0, models.Length, new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancel }, async (index, stop) =>
        {
            models[index] = await examination.OfAsync(stacks[index], stop);
            whenOne?.Invoke();
        });
        return models;
    }
}
