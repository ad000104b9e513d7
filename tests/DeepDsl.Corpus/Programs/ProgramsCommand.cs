using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using DeepDsl.Corpus.Programs.Keras;
using Spectre.Console;

namespace DeepDsl.Corpus.Programs;

/// <summary>Writes Keras programs in the language, and reports what the rules say.</summary>
internal static class ProgramsCommand
{
    private static readonly Argument<FileInfo> Source = new("FILE") { Description = "Programs as facts in Keras's names, in lists 'faulty' and 'normal'." };
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Where to write the diagnostics." };
    private static readonly Option<DirectoryInfo?> Sources = new("--sources") { Description = "A folder where to write the programs as they are compiled." };
    private static readonly Option<bool> InferLoss = new("--infer-loss") { Description = "Programs whose file has no loss get the one that their last activation, sigmoid or softmax, is made for." };
    private static readonly Option<bool> AssumeInput = new("--assume-input")
    {
        Description = "Programs whose file does not have the input's shape get one: the units of the first dense layer as features, or an image of 32x32x3 or the next larger one that no window empties. They are counted by themselves.",
    };
    private static readonly Option<string[]> Inputs = new("--input")
    {
        Description = "The shape of the input of programs whose file does not have it, such as SO-317=28x28x1: the beginning of their ids, and sizes with the channels last.",
    };

    public static Command Create()
    {
        var command = new Command("programs", "Translates Keras programs and their repaired twins, and runs all rules on them.") { Source, Json, Sources, InferLoss, AssumeInput, Inputs };
        command.SetAction(async (arguments, cancel) =>
        {
            var judgement = new ProgramJudgement(ShapesIn(arguments.GetValue(Inputs) ?? []), arguments.GetValue(InferLoss), arguments.GetValue(Sources) is { } folder ? Made(folder).FullName : null, arguments.GetValue(AssumeInput));
            await RunAsync(arguments.GetRequiredValue(Source).FullName, judgement, arguments.GetValue(Json)?.FullName, cancel);
        });
        return command;
    }

    private static async Task RunAsync(string file, ProgramJudgement judgement, string? json, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var programs = JsonFile.Read(file, KerasProgram.Read);
        var reports = new ProgramReport[programs.Count];
        await Parallel.ForAsync(0, programs.Count, cancel, async (i, stop) => reports[i] = await judgement.OfAsync(programs[i], stop));
        ProgramsTables.Print(reports);
        RecallTables.Print(reports);
        AnsiConsole.WriteLine($"{reports.Length} programs in {clock.Elapsed.TotalSeconds:f1} s");
        if (json is not null)
            JsonFile.Write(json, new ProgramsReport(reports));
    }

    /// <summary>Shapes by the beginning of ids.</summary>
    /// <exception cref="UserError">One is not understood.</exception>
    internal static Dictionary<string, int[]> ShapesIn(IEnumerable<string> inputs)
    {
        var shapes = new Dictionary<string, int[]>();
        foreach (var input in inputs)
        {
            var at = input.LastIndexOf('=');
            var sizes = input[(at + 1)..].Split('x').Select(size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
            if (at < 0 || sizes.Length > 3 || sizes.Any(size => size < 1))
                throw new UserError($"--input takes the beginning of an id and a shape, such as SO-317=28x28x1, and not '{input}'.");
            shapes[input[..at]] = sizes;
        }
        return shapes;
    }

    private static DirectoryInfo Made(DirectoryInfo folder)
    {
        try
        {
            folder.Create();
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{folder.FullName} cannot be made: {error.Message}");
        }
    }
}
