using System.CommandLine;
using DeepDsl.Benchmarks.Analysis;
using DeepDsl.Benchmarks.Measuring;
using DeepDsl.Benchmarks.Profiling;
using DeepDsl.Benchmarks.Reports;
using DeepDsl.Benchmarks.Variants;
using DeepDsl.Benchmarks.Workloads;

namespace DeepDsl.Benchmarks;

/// <summary>The options of the program, and what it does by them.</summary>
internal static class BenchmarkCommand
{
    private const int QuickRounds = 7;
    private const int FullRounds = 25;
    private const int ProfiledSteps = 100;
    private const int LongestCalls = 20;

    private static readonly Option<bool> Quick = new("--quick") { Description = $"{QuickRounds} rounds instead of {FullRounds}, one thread, all in under three minutes" };
    private static readonly Option<string[]> Names = new("--workload") { Description = "Only these, with commas between", HelpName = "NAME,NAME", CustomParser = argument => Split(argument.Tokens[0].Value) };
    private static readonly Option<string?> Threads = new("--threads") { Description = "The numbers of threads [default: 1,2; with --quick 1]", HelpName = "1|2|1,2" };
    private static readonly Option<string?> Phases = new("--phase") { Description = "Only this [default: both]", HelpName = "train|inference" };
    private static readonly Option<int?> Rounds = new("--rounds") { Description = "How often each variant has its turn", HelpName = "N" };
    private static readonly Option<bool> Profile = new("--profile") { Description = "Show where the time of a training step goes instead, or with --phase inference that of inference: kernel by kernel, on one thread unless --threads says more" };
    private static readonly Option<bool> Analysis = new("--analysis") { Description = "Show how long the analyzers take for large models instead" };
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Write the figures to this file", HelpName = "FILE" };

    public static RootCommand Create()
    {
        var command = new RootCommand("Times training steps and inference of DeepDsl beside idiomatic TorchSharp, ONNX Runtime and the bare matrix products and convolutions, in turns within one run. "
            + "Figures with one thread are processor time of that thread, which other programs hardly change; with more threads, time on the wall. "
            + "Compare figures of one run only: their ratios are what holds.")
        {
            Quick, Names, Threads, Phases, Rounds, Json, Profile, Analysis,
        };
        command.SetAction(arguments =>
        {
            var options = OptionsOf(arguments);
            if (arguments.GetValue(Analysis))
            {
                AnalysisReport.Print(options.Rounds);
                return;
            }
            if (arguments.GetValue(Profile))
            {
                // Without --phase, training steps alone; without --threads, one.
                var phase = arguments.GetValue(Phases) is null ? Phase.Train : options.Phases[0];
                var threads = arguments.GetValue(Threads) is null ? 1 : options.Threads[^1];
                foreach (var workload in options.Workloads.Where(workload => phase == Phase.Inference || !workload.IsForInference))
                    ProfileReport.Print(workload, phase, threads, arguments.GetValue(Rounds) ?? ProfiledSteps, LongestCalls);
                return;
            }
            var measurements = new List<Measurement>();
            foreach (var threads in options.Threads)
            {
                foreach (var workload in options.Workloads)
                {
                    foreach (var phase in options.Phases.Where(phase => phase == Phase.Inference || !workload.IsForInference))
                    {
                        Console.Error.WriteLine($"{workload.Name}, {phase.ToString().ToLowerInvariant()}, {Describe(threads)}");
                        measurements.AddRange(WorkloadRun.Measure(workload, phase, threads, options));
                    }
                }
            }
            ResultTable.Print(measurements);
            if (arguments.GetValue(Json) is { } file)
                JsonReport.Write(file.FullName, measurements);
        });
        return command;
    }

    /// <summary>A number of threads in words.</summary>
    public static string Describe(int threads) => threads == 1 ? "one thread" : $"{threads} threads";

    private static BenchmarkOptions OptionsOf(ParseResult arguments)
    {
        var quick = arguments.GetValue(Quick);
        return new(
            AllWorkloads.Named(arguments.GetValue(Names) ?? []),
            [.. Split(arguments.GetValue(Threads) ?? (quick ? "1" : "1,2")).Select(count => int.TryParse(count, out var threads) && threads > 0 ? threads : throw new UserError($"--threads takes whole numbers of at least 1, not '{count}'."))],
            arguments.GetValue(Phases) is { } phase
                ? [Enum.TryParse<Phase>(phase, ignoreCase: true, out var one) ? one : throw new UserError($"--phase takes train or inference, not '{phase}'.")]
                : [Phase.Train, Phase.Inference],
            arguments.GetValue(Rounds) switch { null => quick ? QuickRounds : FullRounds, < 1 and var rounds => throw new UserError($"--rounds takes a whole number of at least 1, not '{rounds}'."), { } rounds => rounds },
            quick ? 5 : 20);
    }

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
