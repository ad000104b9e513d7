using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gpt;
using Spectre.Console;
using TorchSharp;

var data = new Option<DirectoryInfo?>("--data") { Description = "A folder with C# files to learn from; by default the sources of this repository." };
var steps = new Option<int>("--steps") { Description = "The number of training steps.", DefaultValueFactory = _ => 1500 };
var batch = new Option<int>("--batch") { Description = "Pieces of text per step.", DefaultValueFactory = _ => 16 };
var seed = new Option<int>("--seed") { Description = "The same seed writes the same text.", DefaultValueFactory = _ => 1 };
var length = new Option<int>("--length") { Description = "How many characters to write at the end.", DefaultValueFactory = _ => 600 };
var command = new RootCommand("Trains a small GPT on C# code, character by character, and lets it write some.") { data, steps, batch, seed, length };
command.SetAction(arguments =>
{
    try
    {
        return Run(arguments.GetValue(data)?.FullName ?? RepositoryRoot(), arguments.GetValue(steps), arguments.GetValue(batch), arguments.GetValue(seed), arguments.GetValue(length));
    }
    catch (UserError error)
    {
        Console.Error.WriteLine(error.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();

static int Run(string folder, int steps, int batch, int seed, int length)
{
    if (steps < 1 || batch < 1 || length < 0)
        throw new UserError("--steps and --batch must be at least 1, and --length at least 0.");
    CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    using var corpus = Corpus.Of(folder);
    using var model = new CharacterGpt(new() { Seed = seed, TotalSteps = steps });
    var random = new Random(seed);
    Console.WriteLine(CharacterGpt.Summary);
    Console.WriteLine($"{corpus.Length:N0} characters of C#; a guess without knowledge costs {Math.Log(Alphabet.Size):f2}");

    var clock = Stopwatch.StartNew();
    var average = 0.0;
    AnsiConsole.Progress().AutoClear(true).Start(progress =>
    {
        var task = progress.AddTask("training", maxValue: steps);
        for (var step = 1; step <= steps; step++)
        {
            using var scope = torch.NewDisposeScope();
            var (tokens, next) = corpus.Pick(batch, random);
            var loss = model.TrainStep(tokens, next);
            average = step == 1 ? loss : 0.98 * average + 0.02 * loss;
            task.Description = $"loss {average:f3}";
            task.Increment(1);
            if (step % Math.Max(1, steps / 10) == 0)
                AnsiConsole.WriteLine($"step {step,6}   loss {average:f3}   {step * batch * CharacterGpt.Context / clock.Elapsed.TotalSeconds,8:N0} characters/s");
        }
    });
    Console.WriteLine($"trained for {clock.Elapsed.TotalSeconds:f1} s");
    Console.WriteLine();
    Console.WriteLine(Writer.Continue(model, "namespace DeepDsl;\n\n/// <summary>", length, temperature: 0.7, random));
    return 0;
}

// The program runs from the repository, whichever folder it is started in.
static string RepositoryRoot()
{
    for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "DeepDsl.sln")))
            return folder.FullName;
    }
    throw new UserError("The repository was not found from here; name a folder with C# files by --data.");
}
